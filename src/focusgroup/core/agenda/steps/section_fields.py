"""Read what a section says about itself: its themes, its minutes, what to listen for."""

from focusgroup.core.agenda.items import (
    label_of,
)
from focusgroup.core.agenda.parts import RawSection, SectionParts
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import (
    SectionField,
    field_of,
    kinds_listened,
    theme_list,
)
from focusgroup.core.dates.durations import may_be_length, parse_minutes

_OF_WHOLE = frozenset(
    ("theme", "topic", "thema", "tema", "argomento", "sujet", "主题", "主題", "テーマ")
)
"""Above the sections, these words say what the whole is about: "Tema: reparto a domicilio"."""


class FieldReader:
    """The parts of a section, and what its lines say about the section itself."""

    def __init__(self, raw: RawSection, problems: Problems) -> None:
        self.raw = raw
        self.problems = problems
        self.parts = SectionParts(raw)
        self.awaits_themes = False

    def is_said_about_section(self, text: str, number: int) -> bool:
        """Read ``Themes: …``, ``Listen for: …`` or minutes; return whether it was one of them."""
        label, rest = label_of(text)
        if not label and not may_be_length(text):
            return False
        match field_of(label):
            case SectionField.THEMES if number < self.raw.line and label in _OF_WHOLE:
                return False
            case SectionField.THEMES:
                self.parts.themes.extend(theme_list(rest))
                self.awaits_themes = not rest
                return True
            case SectionField.LISTEN_FOR:
                return self._listens_for(rest, number)
            case SectionField.MINUTES:
                minutes = float(rest) if rest.isdecimal() and len(rest) < 6 else parse_minutes(rest)
            case _:
                minutes = parse_minutes(text.strip("()[]（）*_ "))
        if minutes is None or self.parts.minutes is not None:
            return False
        self.parts.minutes = minutes
        return True

    def _listens_for(self, said: str, number: int) -> bool:
        kinds = kinds_listened(said)
        if not kinds or len(kinds) > 1:
            first = kinds[0].value.replace("_", " ") if kinds else "nothing in particular"
            self.problems.warn(
                number,
                f"{quoted(said)} isn't one kind of quote; the section listens for {first}",
                "write `problems`, `strengths`, `missing features` or `context`",
            )
        if kinds:
            self.parts.listen_for = kinds[0]
        return bool(kinds)
