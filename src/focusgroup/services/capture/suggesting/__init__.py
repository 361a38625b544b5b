"""The theme that a sentence speaks for, learned from how quotes were tagged."""
