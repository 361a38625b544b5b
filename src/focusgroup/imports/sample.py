"""The sample: invented sessions as files of capture lines, read into plain values.

Each file in ``sample_data`` is a session: ``key: value`` lines, a blank line, then the lines that
were typed, each with its time, as ``focusgroup session capture`` reads them. ``= 5 agree, 1
object`` below a line counts those who agreed and disagreed. The ``demo`` command saves the
sessions.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from focusgroup.core.agenda import format_agenda, parse_agenda
from focusgroup.core.model import Agenda, Headline, Kind, ThemeSpec
from focusgroup.core.patterns import lazy_pattern

PRODUCT = "Atlas (sample)"

_TALLY = lazy_pattern(r"= (?:(?P<agree>\d+) agree)?(?:, )?(?:(?P<object>\d+) object)?")


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """A customer's company; *revenue_share* is a fraction of 1."""

    name: str
    segment: str
    revenue_share: float


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A participant of one session."""

    seat: int
    name: str
    initials: str
    role: str
    account: SampleAccount
    by_name: bool = True


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A line as typed, with its time first, and how many agreed and disagreed."""

    text: str
    agreement: int = 0
    dissent: int = 0


@dataclass(frozen=True, slots=True)
class SampleSession:
    """One session. *days_ago* and *time* give its planned start; *late_ms* how late it started.

    A session without lines has not started.
    """

    title: str
    agenda_name: str
    days_ago: int
    time: str
    zone: str
    place: str
    facilitator: str
    note_taker: str
    bottom_line: str
    late_ms: int
    people: tuple[SamplePerson, ...]
    lines: tuple[SampleLine, ...] = ()
    headlines: tuple[Headline, ...] = ()

    def planned_ms(self, now_ms: int) -> int:
        """Return the planned start (Unix ms), on a Monday to Thursday, *days_ago* before *now_ms*.

        A session that has not started is planned for the next half hour.
        """
        now = datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(ZoneInfo(self.zone))
        if not self.lines:
            half_hours = now_ms // 1_800_000 + 1
            return half_hours * 1_800_000
        day = now.date() - timedelta(days=self.days_ago)
        day -= timedelta(days=max(0, day.weekday() - 3))
        hour, minute = self.time.split(":")
        begins = datetime(
            day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZoneInfo(self.zone)
        )
        return round(begins.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Sample:
    """The whole sample: the codebook and the sessions, oldest first."""

    themes: tuple[ThemeSpec, ...]
    sessions: tuple[SampleSession, ...]


def read_sample() -> Sample:
    """Return the sample packaged with the program."""
    accounts = {
        name: SampleAccount(name, segment, float(share.rstrip(" %")) / 100)
        for name, segment, share in (_fields(line) for line in _lines("accounts.txt"))
    }
    themes = [line.partition(": ") for line in _lines("themes.txt")]
    names = sorted(file.name for file in _folder().iterdir() if file.name[:2].isdecimal())
    return Sample(
        tuple(ThemeSpec(path, description) for path, _, description in themes),
        tuple(_session(name, accounts) for name in names),
    )


def adapted(agenda: Agenda, themes: tuple[ThemeSpec, ...]) -> Agenda:
    """Return a shipped agenda adapted for a team that sells Atlas: with its own codebook."""
    ours = replace(
        agenda,
        product=PRODUCT,
        themes=themes,
        sections=tuple(replace(section, themes=()) for section in agenda.sections),
    )
    return parse_agenda(format_agenda(ours), agenda.title).agenda


def _folder() -> "resources.abc.Traversable":
    return resources.files("focusgroup") / "imports" / "sample_data"


def _lines(name: str) -> Iterator[str]:
    for line in (_folder() / name).read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def _fields(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


@dataclass(slots=True)
class _Head:
    facts: dict[str, str] = field(default_factory=dict)
    people: list[SamplePerson] = field(default_factory=list)
    headlines: list[Headline] = field(default_factory=list)


def _session(name: str, accounts: dict[str, SampleAccount]) -> SampleSession:
    head, _, body = (_folder() / name).read_text("utf-8").partition("\n\n")
    read = _Head()
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        if key == "participant":
            read.people.append(_person(value, accounts))
        elif key == "headline":
            theme, kind, text = _fields(value)
            read.headlines.append(Headline(theme, Kind(kind), text))
        else:
            read.facts[key] = value
    facts = read.facts
    return SampleSession(
        title=facts["title"],
        agenda_name=facts["agenda"],
        days_ago=int(facts.get("days ago", 0)),
        time=facts.get("time", "09:00"),
        zone=facts["zone"],
        place=facts["place"],
        facilitator=facts["facilitator"],
        note_taker=facts["note-taker"],
        bottom_line=facts.get("bottom line", ""),
        late_ms=int(facts.get("late", 0)) * 60_000,
        people=tuple(read.people),
        lines=tuple(_typed(body)),
        headlines=tuple(read.headlines),
    )


def _person(value: str, accounts: dict[str, SampleAccount]) -> SamplePerson:
    seat, name, initials, role, account, *consent = _fields(value)
    return SamplePerson(
        int(seat), name, initials, role, accounts[account], consent != ["not by name"]
    )


def _typed(body: str) -> Iterator[SampleLine]:
    """Yield the typed lines, each with the counts below it."""
    last: SampleLine | None = None
    for text in body.splitlines():
        tally = _TALLY.fullmatch(text)
        if tally and last:
            last = replace(last, agreement=int(tally[1] or 0), dissent=int(tally[2] or 0))
        elif text:
            if last:
                yield last
            last = SampleLine(text)
    if last:
        yield last
