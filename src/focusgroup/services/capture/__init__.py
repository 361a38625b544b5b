"""What becomes of the capture line while a session is live."""
