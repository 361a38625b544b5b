"""What a review adds up to: tables of themes, findings, promises, items."""
