"""Everything stored: only this package uses SQL. Callers open a database and pass it on."""

from focusgroup.store.engine.open import open_db, open_either, open_sqlite
from focusgroup.store.engine.protocol import Db
from focusgroup.store.engine.together import Together, UndoneAlone

__all__ = ["Db", "Together", "UndoneAlone", "open_db", "open_either", "open_sqlite"]
