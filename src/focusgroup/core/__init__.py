"""The domain in plain typed Python: no screen, no SQL, no document, no file system."""
