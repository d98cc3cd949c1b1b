"""Reading indicators and their figures, always as far as the actor may."""
