"""Due dates, durations and commitments as people write them."""
