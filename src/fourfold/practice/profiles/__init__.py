"""Problem profiles: written by several agencies, read by a peer, approved, and kept as they were approved."""
