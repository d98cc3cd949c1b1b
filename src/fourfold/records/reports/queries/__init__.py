"""Reading published figures. Fetching and authorising are one call."""
