"""Guides saved as web pages."""
