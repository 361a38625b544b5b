"""Several programs on one session: what each has of its own, and what they see of each other."""
