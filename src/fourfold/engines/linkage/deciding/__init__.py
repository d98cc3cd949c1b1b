"""From scored pairs to people: thresholds, what a person decided, and clusters that hold together."""
