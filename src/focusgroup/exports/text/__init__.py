"""What text of any script needs on paper and in a file: how wide, which way, which characters."""
