"""What can be done, whoever asks for it: both fronts call this room and do nothing themselves."""
