"""Reading boards. Fetching and authorising are one call; row-level security says the same a second time."""
