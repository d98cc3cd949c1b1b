"""Pure rules of the sealing room: which keys there are, and how what they seal says which one it was."""
