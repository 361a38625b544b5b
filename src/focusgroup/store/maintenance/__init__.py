"""Look after a database: check, back up, recover, encrypt."""
