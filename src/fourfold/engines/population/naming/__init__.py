"""What people are called: origins, lists of names, family patterns, and the ways in which one name is written."""
