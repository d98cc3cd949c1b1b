"""The catalogue as its pages show it."""
