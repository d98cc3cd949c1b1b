"""The pure rules of the governance room."""
