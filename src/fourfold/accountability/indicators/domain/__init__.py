"""The pure rules of the indicators room."""
