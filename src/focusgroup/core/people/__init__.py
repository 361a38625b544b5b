"""Participants: one typed line, or a list from a spreadsheet."""
