"""Publishing: the board pack and the public page of a plan."""
