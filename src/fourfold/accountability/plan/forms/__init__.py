"""What the pages of the plan room ask."""
