"""The observers' page over HTTP: what it sends comes from ``services.backroom``."""
