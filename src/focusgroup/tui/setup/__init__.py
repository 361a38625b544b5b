"""Choose an agenda and set a session up."""
