"""What happens to people, month by month, as each agency's feed tells it."""
