"""The practice floor: the work itself, a room a craft."""
