"""PostgreSQL: the driver, its connections, and upgrades. Needs the extra `focusgroup[postgres]`.

Imported only for the database that a ``postgresql://`` URL names.
"""

from focusgroup.store.engine.postgres.driver import PostgresDb, open_postgres
from focusgroup.store.engine.postgres.upgrade import Upgraded, upgrade

__all__ = ["PostgresDb", "Upgraded", "open_postgres", "upgrade"]
