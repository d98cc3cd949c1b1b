"""The pages of this room. Those that show people are marked `looks_at_people`; no other sees a row."""
