"""The home screen: the sessions and what to do with them."""
