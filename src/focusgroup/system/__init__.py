"""What the program asks of the machine: clocks, environment, signals, keyring, the disk."""
