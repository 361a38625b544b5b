"""The documents screen."""
