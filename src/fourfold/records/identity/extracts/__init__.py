"""Small extracts of open data about places that come with Fourfold."""
