"""Reading who is one person, as far as the wall opens it."""
