"""Choose an agenda and set up a session."""
