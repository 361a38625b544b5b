"""The commands: one file per group, each importing what it needs when it runs."""
