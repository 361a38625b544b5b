"""What is done with a guide from outside: write its Markdown, and say how it was read."""
