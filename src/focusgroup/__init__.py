"""Focusgroup: lead a customer focus group from the terminal and hand over what was said."""

__version__ = "0.1.0"
