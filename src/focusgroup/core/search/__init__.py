"""What is searched for and what a review is narrowed to."""
