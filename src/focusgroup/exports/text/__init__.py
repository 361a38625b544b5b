"""Text of any script on paper and in files: its width, its direction, its characters."""
