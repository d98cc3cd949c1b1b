"""The pages of the chasing room."""
