"""The pure rules of the chasing room."""
