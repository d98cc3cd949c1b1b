"""What the pages of oversight show: plain values; presenters make no query."""
