"""Access to the machine: clocks, environment, signals, keyring, disk, the document opener."""
