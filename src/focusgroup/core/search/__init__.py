"""Search words, their highlights, and the filters of a review."""
