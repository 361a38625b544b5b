"""Product themes: suggestion, shortcut letters, use."""
