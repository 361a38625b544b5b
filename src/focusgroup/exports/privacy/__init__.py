"""Leave out or mask whoever may not be named in a document."""
