"""Reading packs and public pages. Fetching and authorising are one call."""
