"""Reading problem profiles, always for somebody."""
