"""Rules of the reports room, without Django."""
