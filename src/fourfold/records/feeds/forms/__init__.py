"""What this room asks: whom somebody looks for, which records, and that a look-up was made."""
