"""Everything the program can do: the screens and the commands call it and add nothing."""
