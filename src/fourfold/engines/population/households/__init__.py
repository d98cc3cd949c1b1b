"""Who lives together: households of believable shapes, streamed one after the other."""
