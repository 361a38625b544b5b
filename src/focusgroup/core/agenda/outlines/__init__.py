"""Where the sections of a guide are, how long they take, and what is not of the session."""
