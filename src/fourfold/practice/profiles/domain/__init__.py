"""The rules of problem profiles, without a database."""
