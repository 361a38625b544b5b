"""The commands: one file a group, each importing what it needs when it runs."""
