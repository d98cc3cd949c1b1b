"""Pseudonymised data sets for analysts: a key instead of a person, and no more than an agreement names."""
