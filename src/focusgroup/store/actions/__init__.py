"""What was promised to customers, and what is done about findings."""
