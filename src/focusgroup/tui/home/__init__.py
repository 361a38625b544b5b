"""The home screen: the list of sessions, and what can be done with them."""
