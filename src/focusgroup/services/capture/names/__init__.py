"""Names in a line that nobody has: what they may mean, and the questions that stay open."""
