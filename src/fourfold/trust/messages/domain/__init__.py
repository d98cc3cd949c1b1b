"""The pure rules of the messages room."""
