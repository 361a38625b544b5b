"""What is kept: SQL lives here and nowhere else. Callers open a database and pass it on."""

from focusgroup.store.db import Db
from focusgroup.store.opening import open_db, open_sqlite

__all__ = ["Db", "open_db", "open_sqlite"]
