"""The debrief screen."""
