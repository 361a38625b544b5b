"""What was said in a session, as plain values: what each line ought to become, and nothing else."""

from dataclasses import dataclass, field, replace
from unicodedata import normalize

THEMES = {"mob": "Mobile", "exp": "Reporting > Exports", "onb": "Onboarding"}
"""What is typed for a theme, and its path."""
KINDS = {"-": "problem", "+": "strength", "?": "missing_feature", ".": "observation"}


@dataclass(frozen=True)
class Row:
    """A line before it is typed: words, and how kind, speaker and themes are written with them.

    *who* is a seat, ``-`` for nobody, or a name that is nobody's; *form* is where it stands.
    """

    body: str
    sign: str = ""
    who: str = ""
    themes: tuple[str, ...] = ()
    form: str = "behind"
    command: str = ""
    unknown: bool = False

    @property
    def typed(self) -> str:
        """The line as fingers type it."""
        themes = [f"#{theme}" for theme in self.themes]
        behind = [f"@{self.who}"] if self.who and self.form == "behind" else []
        words = " ".join([self.body, *behind, *themes])
        if self.form == "front":
            words = f"@{self.who} {words}"
        elif self.form == "label":
            words = f"{self.who}: {words}"
        elif self.form == "glued":
            words = " ".join([f"{self.body},@{self.who}", *themes])
        start = f"/{self.command}" if self.command else self.sign
        return f"{start} {words}" if start else words

    @property
    def labelled(self) -> bool:
        """Whether the words make one name of the name before them, as ``@Anna Re:`` does."""
        named = bool(self.who) and not self.who.isdecimal() and self.who != "-"
        return named and self.form == "front" and self.body.startswith("Re:")

    @property
    def stranger(self) -> str:
        """The name that nobody has, as it is written."""
        return f"@{self.who} Re:" if self.labelled else f"@{self.who}"


@dataclass(frozen=True)
class Said:
    """A quote: its words, whose they are ("" nobody's), its kind, and its themes."""

    text: str
    speaker: str
    kind: str
    themes: tuple[str, ...]
    agree: int = 0


@dataclass(frozen=True)
class Person:
    """Somebody in a seat."""

    name: str
    consent: bool = True


@dataclass(frozen=True)
class Aside:
    """A line that waits: as it was typed, of which quote, and whether no disk may hold it."""

    row: Row
    typed: str
    quote: str = ""
    private: bool = False
    secret: str = ""


@dataclass(frozen=True)
class State:
    """What undo goes back to."""

    quotes: dict[str, Said] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()
    people: dict[int, Person] = field(default_factory=dict)
    ended: bool = False


class Model:
    """One session: what is stored, what carries over, what waits, and which words are secret."""

    def __init__(self, people: dict[int, Person]) -> None:
        self.now = State(people=people)
        self.done: list[State] = []
        self.undone: list[State] = []
        self.speaker, self.kind, self.themes = "", "problem", ()
        self.aside: list[Aside] = []
        self.open: dict[tuple[str, str], tuple[str, ...]] = {}
        """The open names, by quote and as written, and what they replace if it is a theme."""
        self.off = False

    # -- reading ---------------------------------------------------------------------------------

    def meant(self, who: str) -> list[Person]:
        """Whom a seat or a name may mean."""
        if who.isdecimal():
            return [each for seat, each in self.now.people.items() if seat == int(who)]
        return [each for each in self.now.people.values() if who in each.name.split(" ")]

    def person(self, who: str) -> Person | None:
        """Who is meant by a seat, or by the name that one person has."""
        named = self.meant(who)
        return named[0] if len(named) == 1 else None

    def unknown(self, who: str) -> bool:
        """Whether a name is nobody's, or could be several people's."""
        return self.person(who) is None

    def consents(self, name: str) -> bool:
        """Whether somebody has consented to notes."""
        return all(each.consent for each in self.now.people.values() if each.name == name)

    def shown(self) -> dict[str, Said]:
        """The quotes that lists may have."""
        there = self.now.quotes.items()
        return {key: said for key, said in there if self.consents(said.speaker)}

    def asked(self) -> list[tuple[str, str]]:
        """The open names in quotes that lists may have, and that have them still."""
        there = self.shown()
        return [(key, name) for key, name in self.open if key in there and name in there[key].text]

    def as_now(self, row: Row) -> Row:
        """A row that may have waited, with whether its name is nobody's by now."""
        named = bool(row.who) and not row.who.isdecimal() and row.who != "-"
        return replace(row, unknown=self.unknown(row.who) or row.labelled) if named else row

    def reads(self, row: Row) -> Said | None:
        """What a row becomes, None if it is refused for want of consent."""
        row = self.as_now(row)
        note = row.sign == "." or bool(row.command)
        person = None if row.labelled else self.person(row.who)
        carried = "" if note or row.who else self.speaker
        speaker = person.name if person else carried
        if not self.consents(speaker) or not all(each.consent for each in self.meant(row.who)):
            return None  # of two who are called so, it may be the one without consent
        text = row.body
        if row.unknown:
            text = f"@{row.who} {text}" if row.form == "front" else f"{text} @{row.who}"
        known = tuple(THEMES[theme] for theme in row.themes if theme in THEMES)
        text = " ".join([text, *(f"#{theme}" for theme in row.themes if theme not in THEMES)])
        if row.command:
            text, kind = f"/{row.command} {text}", "observation"
        else:
            kind = KINDS.get(row.sign, self.kind)
        if speaker not in {each.name for each in self.now.people.values()}:
            speaker = ""
        text = normalize("NFC", text)  # one letter is one, however a keyboard sends it
        return Said(text, speaker, kind, known or self.themes)

    # -- what happens ----------------------------------------------------------------------------

    def keep(self, **after: object) -> None:
        """A change that can be undone."""
        after_it = replace(self.now, **after)  # type: ignore[arg-type]
        if after_it == self.now:
            return
        self.done.append(self.now)
        self.undone.clear()
        self.now = after_it

    def elsewhere(self, key: str, said: Said) -> None:
        """A quote of another program: there whatever is undone here."""

        def there(state: State) -> State:
            return replace(state, quotes={**state.quotes, key: said})

        self.now = there(self.now)
        self.done, self.undone = list(map(there, self.done)), list(map(there, self.undone))

    def put(self, key: str, said: Said | None) -> None:
        """A quote as it is from now on, None for one that is deleted."""
        quotes = {other: each for other, each in self.now.quotes.items() if other != key or said}
        self.keep(quotes={**quotes, key: said} if said else quotes)

    def entered(self, key: str, row: Row, said: Said) -> None:
        """A row that became a quote, and what carries over from it."""
        carried, row = self.themes, self.as_now(row)
        self.put(key, said)
        if said.kind != "observation":
            self.speaker, self.kind, self.themes = said.speaker, said.kind, said.themes
        self.names(key, row, carried)

    def names(self, key: str, row: Row, carried: tuple[str, ...]) -> None:
        """The names of a row that nobody knows."""
        if row.unknown:
            self.open[key, row.stranger] = ()
        new = [theme for theme in row.themes if theme not in THEMES]
        alone = len(new) == len(row.themes)
        for theme in new:
            self.open[key, f"#{theme}"] = carried if alone and len(new) == 1 else ()

    def settle(self, key: str, written: str, *, speaker: str = "", theme: str = "") -> None:
        """A name that is known by now, taken out of the words."""
        said, gone = self.now.quotes[key], self.open.pop((key, written))
        words = said.text.split(" ")
        at = len(words) - 1 - words[::-1].index(written)
        text = " ".join(words[:at] + words[at + 1 :])
        themes = tuple(each for each in said.themes if each not in gone)
        if theme and theme not in themes:
            themes = (*themes, theme)
        self.put(key, replace(said, text=text, speaker=speaker or said.speaker, themes=themes))

    def walk(self, *, back: bool) -> bool:
        """Undo or redo; return whether somebody would leave who has spoken, which can't be."""
        source, target = (self.done, self.undone) if back else (self.undone, self.done)
        if not source:
            return False
        left = set(self.now.people) - set(source[-1].people)
        names = {self.now.people[seat].name for seat in left}
        if any(said.speaker in names for said in self.now.quotes.values()):
            return True
        target.append(self.now)
        self.now = source.pop()
        return False
