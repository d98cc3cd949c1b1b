"""What changes in this room: figures are computed and stored, by the measurer."""
