"""SQLite and the interface to it: open, migrate, run a transaction."""
