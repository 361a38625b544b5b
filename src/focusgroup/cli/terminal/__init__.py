"""What depends on whether a person is at the terminal: questions, the pager, the passphrase."""
