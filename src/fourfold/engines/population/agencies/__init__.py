"""The five agencies: whom each sees, how it writes things down, and what it gets wrong."""
