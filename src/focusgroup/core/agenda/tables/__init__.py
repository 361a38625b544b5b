"""Tables of guides, from Markdown and from documents: what their columns and rows are."""
