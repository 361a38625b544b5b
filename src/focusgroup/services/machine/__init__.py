"""What the machine has and lacks."""
