"""What the pages and documents of this room show. Nothing here asks the database."""
