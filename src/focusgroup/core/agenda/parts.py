"""The parts of a section while it is being read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from focusgroup.core.agenda.blocks import Block, BlockQuote, Listing, ListItem, texts_of
from focusgroup.core.agenda.items import PROBE_INSIDE, label_of, numbered_role
from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import ROLES, Role, asks_at_end, without_number
from focusgroup.core.agenda.words.leading_words import CONDITION, DEEPER
from focusgroup.core.model import (
    GuideNote,
    GuideStep,
    Kind,
    Probe,
    Question,
    ScriptText,
    Section,
    SectionKind,
    Subheading,
    Task,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_DASH = lazy_pattern(r"\s*[:：—–]|\s-\s")
_ASIDE = lazy_pattern(r"(?<=\w)\s*[(（][^()（）]*[)）]$")


@dataclass(frozen=True, slots=True)
class RawSection:
    """A heading split into parts, and the blocks that belong to it.

    *minutes* is None if none are given. *starts* is a time of day in minutes after midnight.
    *called*: its author writes ``(section)`` after it.
    """

    title: str
    line: int
    minutes: float | None
    kind: SectionKind | None
    blocks: tuple[Block, ...]
    starts: int | None = None
    called: bool = False


@dataclass(slots=True)
class OpenQuestion:
    """A question whose probes may still follow."""

    text: str
    line: int
    must: bool = False
    probes: list[Probe] = field(default_factory=list)

    def closed(self) -> Question:
        """Return the question with the probes it has now."""
        return Question(self.text, tuple(self.probes), self.must, self.line)


class SectionParts:
    """Collects the steps of a section in their order."""

    def __init__(self, raw: RawSection) -> None:
        self.raw = raw
        self.minutes = raw.minutes
        self.steps: list[GuideStep | OpenQuestion] = []
        self.asked: list[OpenQuestion] = []
        self.themes: list[str] = []
        self.listen_for: Kind | None = None
        # Lines read as questions, and lines read as script, although they are not marked as such.
        self.guessed: list[int] = []
        self.stated: list[int] = []

    @property
    def follows_question(self) -> bool:
        """Return whether a probe here is about a question: no heading or script is in between."""
        steps = (step for step in reversed(self.steps) if not isinstance(step, GuideNote))
        return isinstance(next(steps, None), OpenQuestion)

    def ask(self, text: str, line: int, *, must: bool = False, guessed: bool = False) -> None:
        """Add a question, with the probes on its own line (``… Probe: …``)."""
        inside = ":" in text or "：" in text
        first, *probes = PROBE_INSIDE.split(text) if inside else (text,)
        asked = OpenQuestion(first or text, line, must)
        asked.probes.extend(Probe(p.strip(" ()[]"), line) for p in probes if p.strip(" ()[]"))
        self.asked.append(asked)
        self.steps.append(asked)
        if guessed:
            self.guessed.append(line)

    def called(self, text: str, line: int, kind: str) -> None:
        """Add what its author calls a note, a script or a question, whatever its words are."""
        if kind == "question":
            self.asked.append(OpenQuestion(text, line))
            self.steps.append(self.asked[-1])
        else:
            self.say(text, line, Role.SCRIPT if kind == "script" else Role.NOTES)

    def head(self, text: str, line: int) -> None:
        """Add a heading inside the section."""
        self.steps.append(Subheading(text, line))

    def note(self, text: str, line: int) -> None:
        """Add a note for the facilitator; signs alone are none."""
        if any(map(str.isalnum, text)):
            self.steps.append(GuideNote(text, line))

    def say(self, text: str, line: int, role: Role) -> None:
        """Add *text* in the role given."""
        match role:
            case Role.SCRIPT:
                self.steps.append(ScriptText(text, line))
            case Role.QUESTIONS:
                self.ask(without_number(text), line)
            case Role.PROBES if self.asked:
                self.asked[-1].probes.append(Probe(text, line))
            case Role.TASKS:
                self.steps.append(Task(text, line))
            case _:
                self.note(text, line)

    def task(self, item: ListItem) -> None:
        """Add a task, and the blocks nested under it."""
        if item.text:
            self.steps.append(Task(item.text, item.line))
        for block in item.inner:
            if isinstance(block, Listing):
                for inner in block.items:
                    self.task(inner)
            else:
                for text, line in texts_of(block):
                    self.note(text, line)

    def nested(self, blocks: Sequence[Block]) -> None:
        """Add the blocks under a question: probes and tasks; the rest become notes."""
        for block in blocks:
            match block:
                case Listing():
                    for item in block.items:
                        self._nested_item(item)
                case BlockQuote() if block.called:
                    for text, line in block.texts:
                        self.called(text, line, block.called)
                case BlockQuote() if not block.callout:
                    for text, line in block.texts:
                        self._quoted_nested(text, line)
                case _:
                    for text, line in texts_of(block):
                        self._say_nested(text, line)

    def _nested_item(self, item: ListItem) -> None:
        if item.is_task:
            self.task(item)
            return
        if item.called:
            self.called(item.text, item.line, item.called)
            self.nested(item.inner)
            return
        bare = item.text.endswith((":", "：")) and CONDITION.match(item.text) is not None
        if bare and self.asked and item.inner:
            for block in item.inner:
                for text, line in texts_of(block):
                    self.asked[-1].probes.append(Probe(f"{item.text} {text}", line))
            return
        if item.text and self.asked:
            label, rest = label_of(item.text)
            role = ROLES.get(label) if rest else None
            text = rest if role is Role.PROBES else item.text
            if role is Role.NOTES and item.text[0] in "[【(（" and not asks_at_end(text):
                self.note(text, item.line)
                self.nested(item.inner)
                return
            self.asked[-1].probes.append(Probe(text, item.line))
        elif item.text:
            self.note(item.text, item.line)
        self.nested(item.inner)

    def _quoted_nested(self, text: str, line: int) -> None:
        """Add a quotation under a question: read aloud, unless it says that it is a probe."""
        label, rest = label_of(text)
        if rest and (ROLES.get(label) is Role.PROBES or CONDITION.match(text)):
            said = rest if ROLES.get(label) is Role.PROBES else text
            self.say(said, line, Role.PROBES)
        else:
            self.say(text, line, Role.SCRIPT)

    def _say_nested(self, text: str, line: int) -> None:
        label, rest = label_of(text)
        is_probe = ROLES.get(label) is Role.PROBES and bool(rest)
        if self.asked and (is_probe or asks_at_end(text) or DEEPER.match(text)):
            self.asked[-1].probes.append(Probe(rest if is_probe else text, line))
        else:
            self.note(text, line)

    def section(self, problems: Problems) -> Section:
        """Return the section. A title that asks becomes its question if it has no other."""
        named = numbered_role(fold(_DASH.split(self.raw.title)[0].strip()))
        title = _ASIDE.sub("", self.raw.title)  # "Find the lift (“Which way?”)" does not ask
        if not self.asked and asks_at_end(title) and named is not Role.TASKS:
            self.ask(self.raw.title, self.raw.line, guessed=True)
        self._warn_about_guesses(problems)
        steps = (step.closed() if isinstance(step, OpenQuestion) else step for step in self.steps)
        return Section(
            title=self.raw.title,
            minutes=self.minutes or 0,
            kind=self.raw.kind,
            steps=tuple(steps),
            themes=tuple(dict.fromkeys(self.themes)),
            listen_for=self.listen_for,
            line=self.raw.line,
        )

    def _warn_about_guesses(self, problems: Problems) -> None:
        where = quoted(self.raw.title)
        if self.guessed:
            what = _count(self.guessed, "heading or paragraph", "headings or paragraphs")
            problems.warn(
                self.guessed[0],
                f"read as questions because of the question mark: {what} in {where}",
                "write questions as a list, `1. …`",
            )
        if self.stated:
            what = _count(self.stated, "list item", "list items")
            problems.warn(
                self.stated[0],
                f"read as script because nothing there asks: {what} in {where}",
                "number them if they are questions; mark the script with `> …`",
            )


def _count(lines: Sequence[int], noun: str, several: str) -> str:
    return f"{len(lines)} {noun if len(lines) == 1 else several}"
