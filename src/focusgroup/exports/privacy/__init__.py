"""Apply consent: leave out or mask what a participant did not agree to show."""
