"""The pure rules of the publishing room."""
