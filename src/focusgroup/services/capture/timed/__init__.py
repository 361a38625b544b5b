"""Capture lines at times of their own: from a file, a pipe, the sample, a recording."""
