"""Handle the capture line while a session is live."""
