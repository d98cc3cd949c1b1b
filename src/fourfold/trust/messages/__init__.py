"""Messages: what Fourfold sends, written with the act and sent once."""
