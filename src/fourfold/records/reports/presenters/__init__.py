"""Published figures as pages show them."""
