"""Fuzzing of the parsers; `python -m tests.fuzz` says how."""

from pathlib import Path

FINDS = Path(__file__).resolve().parent / "finds"
"""What fuzzing has found, a folder each target: tried again in every run of the tests."""
