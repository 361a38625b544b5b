"""Commands about the program itself: its help, keys, places and version."""
