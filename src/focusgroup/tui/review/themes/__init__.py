"""The themes of a review: the tree with its counts."""
