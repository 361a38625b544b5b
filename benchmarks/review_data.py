"""A deterministic database of years of sessions, for benchmarks/review.py.

A hundred quotes a session, a tenth of them in Chinese or Japanese and a tenth without a theme; two
hundred themes, one with 20 % of the quotes; one account with 30 %. The rows are inserted in bulk,
without their indexes, and these, the search index and the counters are made afterwards.
"""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from focusgroup.core.model import Kind
from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.text import fold
from focusgroup.store.counters import anew
from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.sqlite import connect

DAY_MS = 86_400_000
YEARS = 3
NOW_MS = 1_780_000_000_000
A_SESSION, SEATS, BIG_SEATS = 100, 8, 3
BIG, BIG_THEME = "Northwind", "Reporting > Exports"
LED_BY = "Facilitator"
SEGMENTS = ("Enterprise", "Mid-market", "Small business", "Public sector")
KINDS = (
    *([Kind.PROBLEM] * 35 + [Kind.STRENGTH] * 25 + [Kind.MISSING_FEATURE] * 20),
    *([Kind.CONTEXT] * 12 + [Kind.UNTAGGED] * 5 + [Kind.OBSERVATION] * 3),
)
AREAS = (
    *("Reporting", "Onboarding", "Billing", "Search", "Mobile app", "Permissions", "Imports"),
    *("Notifications", "Dashboards", "Integrations", "Audit log", "Performance", "Support"),
    *("Pricing", "Templates", "Collaboration", "Security", "Forecasts", "Planning", "Archive"),
)
PARTS = ("Exports", "Speed", "Errors", "Layout", "Setup", "Limits", "Wording", "Sharing", "History")
COMMON = "the a to and it we of in is for that on our us when with every have not you".split()
WORDS = (
    "report export invoice driver screen week month manager team data customer phone button"
    " filter column price page error login report map truck order status change number file"
    " print mail search account password update speed list table chart value reason morning"
    " dispatcher warehouse contract signature holiday spreadsheet auditor delivery pallet fuel"
).split()
CHINESE = (
    "报表",
    "导出",
    "很慢",
    "我们",
    "每周",
    "客户",
    "需要",
    "搜索",
    "价格",
    "错误",
    "设置",
    "司机",
)
JAPANESE = (
    "レポート",
    "出力",
    "遅い",
    "毎週",
    "お客様",
    "検索",
    "料金",
    "設定",
    "便利",
    "です",
    "画面",
)
AGENDA = "## Talk (60 min, key)\n\n" + "1. What gets in your way, and what did it cost you?\n" * 40


class Ids:
    """UUIDv7 text as the program makes it, the same in every run."""

    def __init__(self) -> None:
        self._chance = random.Random(7)

    def new(self, ms: int) -> str:
        value = ms << 80 | 0x7 << 76 | self._chance.getrandbits(12) << 64
        value |= 0x2 << 62 | self._chance.getrandbits(62)
        h = f"{value:032x}"
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


class People:
    """The accounts and the people in them: four in each, and many in the big one."""

    def __init__(self, quotes: int, ids: Ids) -> None:
        self.chance = random.Random(11)
        names = [BIG, *(f"Account {n:05}" for n in range(1, max(quotes // 200, 5)))]
        self.accounts = [(ids.new(n), name) for n, name in enumerate(names)]
        self.of: dict[str, list[tuple[str, str]]] = {}
        for place, (account, name) in enumerate(self.accounts):
            many = max(quotes // 2_500, 6) if not place else 4
            self.of[account] = [(ids.new(place), f"Person {n} of {name}") for n in range(many)]

    def seated(self) -> list[tuple[str, str, str]]:
        """Return who sits in a session: account, person and name, the big account's first."""
        big = self.accounts[0][0]
        some = self.chance.sample(self.of[big], BIG_SEATS)
        found = [(big, person, name) for person, name in some]
        for account, _ in self.chance.sample(self.accounts[1:], min(4, len(self.accounts) - 1)):
            person, name = self.chance.choice(self.of[account])
            found.append((account, person, name))
        return found


def theme_rows(ids: Ids) -> dict[str, str]:
    """Return the id of each theme by its path."""
    paths = [path for area in AREAS for path in (area, *(f"{area} > {part}" for part in PARTS))]
    return {path: ids.new(place) for place, path in enumerate(paths)}


def sentence(chance: random.Random) -> str:
    if chance.random() < 0.1:
        words = CHINESE if chance.random() < 0.5 else JAPANESE
        return "".join(chance.choices(words, k=chance.randrange(4, 9)))
    half = chance.randrange(4, 12)
    return " ".join(
        word
        for _ in range(half)
        for word in (COMMON[min(int(chance.expovariate(0.35)), 19)], chance.choice(WORDS))
    )


def made(path: Path, quotes: int) -> Path:
    """Return the database with so many quotes at *path*; make it if it isn't there."""
    if path.exists():
        return path
    part = path.with_name(f".{path.name}.part")
    for end in ("", "-wal", "-shm"):
        part.with_name(part.name + end).unlink(missing_ok=True)
    part.touch(mode=0o600)
    with closing(connect(part, reading=False)) as connection:
        migrate(connection, part, shipped_steps())
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("PRAGMA foreign_keys = OFF")
        fill(connection, quotes)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    part.rename(path)
    return path


def fill(connection: sqlite3.Connection, quotes: int) -> None:
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for row in indexes:
        connection.execute(f"DROP INDEX {row['name']}")
    ids = Ids()
    themes, people = theme_rows(ids), People(quotes, ids)
    connection.execute("BEGIN")
    _insert(connection, "theme", _themes(themes))
    _insert(connection, "account", _accounts(people))
    _insert(
        connection,
        "person",
        ((each, name, fold(name), of) for of, some in people.of.items() for each, name in some),
    )
    chance = random.Random(13)
    sessions = max(quotes // A_SESSION, 1)
    for n in range(sessions):
        _session(connection, n, sessions, ids, themes, people, chance)
    connection.execute("COMMIT")
    for row in indexes:
        connection.execute(row["sql"])
    connection.execute(MARKED)
    connection.execute(LED)
    connection.create_function("tokens_of", 1, index_tokens)
    connection.execute(
        "INSERT INTO quote_fts (rowid, tokens) SELECT n, tokens_of(text) FROM quote ORDER BY n"
    )
    for sql in anew():
        connection.execute(sql)


MARKED = """
    UPDATE quote SET intensity = (n % 7 = 0) + (n % 49 = 0),
        agreement = CASE WHEN n % 11 = 0 THEN 1 + n % 3 ELSE 0 END, dissent = n % 37 = 0,
        verbatim = n % 3 > 0
    WHERE n % 7 = 0 OR n % 11 = 0 OR n % 37 = 0 OR n % 3 = 0
"""
"""A quarter of the quotes are strongly felt, agreed with, or not; a third are paraphrases."""
LED = f"UPDATE session SET facilitator = '{LED_BY} ' || rowid % 7"


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    names = COLUMNS[table]
    marks = ", ".join("?" for _ in names.split())
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(names.split())}) VALUES ({marks})", rows
    )


COLUMNS = {
    "theme": "id path path_key created_ms",
    "account": "id name name_key segment owner created_ms revenue_share",
    "person": "id name name_key account_id",
    "session": "id title status zone agenda_name agenda_source created_ms started_ms ended_ms"
    " quotes rev",
    "participant": "id session_id person_id seat name initials account_id rev",
    "quote": "id session_id text kind participant_id person_id account_id at_ms offset_ms"
    " created_ms rev",
    "quote_theme": "theme_id quote_id direct kind account_id person_id session_id at_ms",
    "change": "session_id at_ms batch verb entity entity_id after",
}


def _themes(themes: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    return ((each, path, fold(path), 1) for path, each in themes.items())


def _accounts(people: People) -> Iterator[tuple[Any, ...]]:
    for place, (account, name) in enumerate(people.accounts):
        yield account, name, fold(name), SEGMENTS[place % 4], f"Owner {place % 7}", 1, 0.0001


def _session(
    connection: sqlite3.Connection,
    n: int,
    of: int,
    ids: Ids,
    themes: dict[str, str],
    people: People,
    chance: random.Random,
) -> None:
    began = NOW_MS - YEARS * 365 * DAY_MS + n * (YEARS * 365 * DAY_MS // of)
    session, end = ids.new(began), began + 5_400_000
    facts = (session, f"Session {n}", "ended", "UTC", "Customers", AGENDA, began, began, end)
    _insert(connection, "session", iter([(*facts, A_SESSION, A_SESSION)]))
    seats = [
        (ids.new(began), session, person, seat, name, f"S{seat}", account, 1)
        for seat, (account, person, name) in enumerate(people.seated(), 1)
    ]
    _insert(connection, "participant", iter(seats))
    paths, rows, tags, changes = list(themes), [], [], []
    for place in range(A_SESSION):
        at = began + place * 50_000
        few = seats[:BIG_SEATS] if chance.random() < 0.3 else seats[BIG_SEATS:]
        seat, kind, text = chance.choice(few), chance.choice(KINDS), sentence(chance)
        quote, own = ids.new(at), _own(chance, paths)
        rows.append(
            (quote, session, text, kind.value, seat[0], seat[2], seat[6], at, at - began, at, place)
        )
        parents = {path.partition(" > ")[0] for path in own} - set(own)
        for direct, path in [*enumerate(own, 1), *((0, path) for path in sorted(parents))]:
            tags.append((themes[path], quote, direct, kind.value, seat[6], seat[2], session, at))
        state = json.dumps(
            {
                "text": text,
                "kind": kind.value,
                "at_ms": at,
                "offset_ms": at - began,
                "participant_id": seat[0],
                "section": -1,
                "question": -1,
                "intensity": 0,
                "verbatim": 1,
                "stub": 0,
                "agreement": 0,
                "dissent": 0,
                "themes": own,
                "deleted": 0,
            },
            ensure_ascii=False,
        )
        changes.append((session, at, quote, "add", "quote", quote, state))
    _insert(connection, "quote", iter(rows))
    _insert(connection, "quote_theme", iter(tags))
    _insert(connection, "change", iter(changes))


def _own(chance: random.Random, paths: list[str]) -> list[str]:
    """Return a quote's themes: none, the big one, or one or two of the others."""
    drawn = chance.random()
    if drawn < 0.1:
        return []
    if drawn < 0.3:
        return [BIG_THEME]
    return list(dict.fromkeys(chance.choices(paths, k=1 + (drawn > 0.9))))
