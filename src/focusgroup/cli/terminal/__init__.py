"""What depends on whether a person sits at the terminal: questions, the pager, the passphrase."""
