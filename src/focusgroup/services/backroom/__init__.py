"""The back room: what observers are shown, what they ask, and who has listened."""
