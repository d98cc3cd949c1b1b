"""Pages and files of the room."""
