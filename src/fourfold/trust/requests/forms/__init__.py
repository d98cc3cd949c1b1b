"""What people type: a request, and its answer."""
