"""Product themes: suggestions, shortcut letters, recent use."""
