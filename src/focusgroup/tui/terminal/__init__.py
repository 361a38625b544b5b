"""Workarounds for Textual and the terminal: input, output, errors, memory.

Each module names its bug and the version of Textual that needs it; its tests fail once a new
version doesn't, and then it can go.
"""
