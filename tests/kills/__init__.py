"""Kills between the first key of a line and its tick, as often as one likes."""
