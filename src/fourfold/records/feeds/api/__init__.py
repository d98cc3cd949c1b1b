"""What agencies' own systems ask for, without a browser: signed, without a session, answered in JSON."""
