"""The customer companies: segment, share of revenue, owner."""

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Account
from focusgroup.core.text import clean_line, fold
from focusgroup.store.counters import counted_account, regroup
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.row_mapping import Columns

ACCOUNT_BY_KEY = "SELECT id FROM account WHERE name_key = :key"
INSERT_ACCOUNT = """
    INSERT INTO account (id, name, name_key, segment, revenue_share, created_ms)
    VALUES (:id, :name, :key, :segment, :share, :now)
"""
FILL_ACCOUNT = """
    UPDATE account SET segment = CASE WHEN :segment = '' THEN segment ELSE :segment END,
        revenue_share = coalesce(:share, revenue_share) WHERE id = :id
"""


async def account_id_of(
    tx: Tx, name: str, segment: str, share: float | None, now_ms: int
) -> str | None:
    """Return the id of the account of that name, made if it is new; fill in the details given."""
    if not name:
        return None
    known = await tx.one(ACCOUNT_BY_KEY, {"key": fold(name)})
    if known:
        account: str = known["id"]
        if segment or share is not None:
            before = await counted_account(tx, account)
            await tx.run(FILL_ACCOUNT, {"id": account, "segment": segment, "share": share})
            await regroup(tx, account, before)
        return account
    account = new_id(now_ms)
    await tx.run(
        INSERT_ACCOUNT,
        {
            "id": account,
            "name": name,
            "key": fold(name),
            "segment": segment,
            "share": share,
            "now": now_ms,
        },
    )
    return account


ACCOUNTS = "SELECT id, name, segment, revenue_share, owner FROM account ORDER BY name_key"


account_of = Columns(Account)
"""Returns the account of a row of ACCOUNTS."""


async def accounts(db: Db) -> tuple[Account, ...]:
    """Return every account, by name."""

    async def work(tx: Tx) -> tuple[Account, ...]:
        return tuple(account_of(row) for row in await tx.all(ACCOUNTS))

    return await db.read(work)


CHANGE = """
    UPDATE account SET segment = coalesce(:segment, segment), owner = coalesce(:owner, owner),
        revenue_share = CASE WHEN :clear = 1 THEN NULL ELSE coalesce(:share, revenue_share) END
    WHERE name_key = :key RETURNING id, name, segment, revenue_share, owner
"""


async def change(
    db: Db,
    name: str,
    *,
    segment: str | None = None,
    owner: str | None = None,
    revenue_share: float | None = None,
) -> Account:
    """Change details of an account and return it; None leaves a detail as it is.

    A share below 0 removes the share. Raises NotFound for an unknown name, FocusgroupError for a
    share above 1.
    """
    if revenue_share is not None and revenue_share > 1:
        raise FocusgroupError(f"a share of revenue must be between 0 and 1, not {revenue_share}")
    clear = revenue_share is not None and revenue_share < 0

    async def work(tx: Tx) -> Account:
        known = await tx.one(ACCOUNT_BY_KEY, {"key": fold(name)})
        before = await counted_account(tx, known["id"] if known else None)
        row = await tx.one(
            CHANGE,
            {
                "key": fold(name),
                "segment": clean_line(segment) if segment is not None else None,
                "owner": clean_line(owner) if owner is not None else None,
                "share": revenue_share,
                "clear": int(clear),
            },
        )
        if row is None:
            raise NotFound(f"there is no account “{name}”; `focusgroup accounts` lists them")
        await regroup(tx, row["id"], before)
        return account_of(row)

    return await db.write(work)
