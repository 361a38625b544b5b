"""The quotes of a review: the list, one in its session, and changing them."""
