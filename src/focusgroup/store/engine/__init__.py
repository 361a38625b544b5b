"""SQLite and the seam to it: open, migrate, run a transaction."""
