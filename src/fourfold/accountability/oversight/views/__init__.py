"""The pages of oversight."""
