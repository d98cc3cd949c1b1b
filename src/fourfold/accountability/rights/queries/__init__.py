"""Reading requests, parts, packs, holds and notices. Fetching and authorising are one call."""
