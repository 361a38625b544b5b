"""What the cells below a row of headings tell about it: columns of times, and empty ones."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.columns import Heads, bare_key
from focusgroup.core.people.rows import ListRow
from focusgroup.core.text import fold

_TIME = lazy_pattern(
    r"(?:\d{1,4}[-/.] ?\d{1,2}[-/.] ?\d{1,4}\.?,? )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?: ?[ap]\.? ?m\.?)?(?: ?(?:utc|gmt)?[+-]?[\d:]*)?"
)
_VAGUE = frozenset("contact person who participant attendee customer client".split())
"""Headings that may mean a number beside a clearer one for the name."""
_SALUTATION = lazy_pattern(
    r"(?:mr|mrs|ms|miss|mx|sir|herr|frau|dr|prof|m|mme|mlle|sr|sra|srta|sig|sig ?ra|dott|dhr|mevr)"
    r"\.?(?: (?:dr|prof)\.?)*"
)
_IN_CALL = frozenset(
    "role rolle role rol papel ruolo роль 角色 役割 역할 الدور rola stanowisko".split()
) | {"role in meeting", "rôle"}
"""Headings that say in a list of attendance who was the host."""
_PAGE = lazy_pattern(
    r"(?:page|seite|pagina|pag|p\.|стр|страница|strona|sayfa)\W*\d+"
    r"(?:\W*(?:of|von|sur|de|di|van|из|z|/)\W*\d+)?"
    r"|p ?\d+ ?(?:of|von|sur|de|di|van|/) ?\d+"
    r"|第 ?\d+ ?[页頁](?:\W*[共/] ?\d+ ?[页頁]?)?|\d+ ?(?:/|of|von) ?\d+ ?(?:ページ|페이지)"
)
_TOTAL = lazy_pattern(
    r"(?:totals?|sum|summe|gesamt|insgesamt|totale|totaal|totaux|suma|razem|итого|всего|合计|合計|总计|總計"
    r"|共计|共計|합계|총계|المجموع|الإجمالي|toplam)(?:[\W\d]*|\W*\d+\W*\w+)"
    r"|\d+ \w+ total"
    r"|\d+ (?:participants?|people|attendees|guests|teilnehmer\S*|teilnehmende|personen|gäste"
    r"|personnes|invités|participantes|personas|asistentes|partecipanti|persone|deelnemers|pessoas"
    r"|участник\S*|человек|uczestnik\S*|os[oó]b|kişi|katılımcı)|[共计計]*\d+ ?[人位名]|\d+ ?명"
)


def told_by_cells(heads: Heads, rows: Sequence[ListRow]) -> Heads:
    """Return *heads* with what the *rows* below them tell.

    Two unknown columns of times are those of a call, in a language that is not read, unless there
    is more than a call knows: an account, an answer about consent. Of two columns for the name,
    one that is always empty or only called ``Contact`` doesn't count, nor does the role in a call.
    """
    below = [[row.cells[at : at + 1] for row in rows] for at in range(len(heads.columns))]
    filled = [[cell for (cell,) in filter(None, column) if cell] for column in below]
    columns = list(heads.columns)
    times = [
        at
        for at, cells in enumerate(filled)
        if cells and not columns[at] and all(_TIME.fullmatch(fold(cell)) for cell in cells)
    ]
    is_call = len(times) > 1 and "account" not in columns and not heads.has_consent
    for at in times if is_call else []:
        columns[at] = "time"
    names = [at for at, column in enumerate(columns) if column == "name"]
    for at in names if any(filled[at] for at in names) else []:
        columns[at] = "name" if filled[at] else "other"
    for name in ("name", "role"):
        same = [at for at, column in enumerate(columns) if column == name]
        vague = [
            at
            for at in same
            if bare_key(heads.cells[at]) in _VAGUE
            or (filled[at] and all(_SALUTATION.fullmatch(fold(cell)) for cell in filled[at]))
        ]
        for at in vague if len(vague) < len(same) else []:
            columns[at] = "other"
    for at in [at for at, column in enumerate(columns) if column == "role" and "time" in columns]:
        if bare_key(heads.cells[at]) in _IN_CALL:
            columns[at] = "other"
    return replace(heads, columns=tuple(columns))


def is_total(row: ListRow) -> bool:
    """Return whether a row adds up how many people there are, or is a page's number."""
    first, *others = row.filled
    if not others and _PAGE.fullmatch(fold(first)):
        return True
    return bool(_TOTAL.fullmatch(fold(first))) and all(cell.isdecimal() for cell in others)
