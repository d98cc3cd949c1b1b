"""The pure rules of the boards room."""
