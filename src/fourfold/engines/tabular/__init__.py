"""Files that agencies send: what they are, what they say, and whether that keeps a contract."""
