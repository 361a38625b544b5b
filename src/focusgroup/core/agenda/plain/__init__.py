"""Text that is not quite Markdown, turned into Markdown line by line."""
