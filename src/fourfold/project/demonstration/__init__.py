"""The demonstration: the Kent and Medway plan in our own words, with made-up people and a year of their work."""
