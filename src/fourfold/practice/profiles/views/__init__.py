"""The pages of problem profiles."""
