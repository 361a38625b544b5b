"""Unknown names of people and themes: store the sentence first, then ask about the name."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from focusgroup.core.capture import (
    Outcome,
    SpanRole,
    Trouble,
    label_behind_at,
    parse_line,
    theme_path,
    token_text,
    unjoined,
    without_speaker,
    without_word,
)
from focusgroup.core.model import Participant, Quote
from focusgroup.core.text import clean
from focusgroup.store.quotes import Edit

SIGILS = {
    Trouble.UNKNOWN_THEME: "#",
    Trouble.UNKNOWN_SPEAKER: "@",
    Trouble.AMBIGUOUS_SPEAKER: "@",
}
MOST_ASKED = 20
"""Unknown names of one line that are asked about."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that was not known when its quote was stored; *written* is as it was typed.

    *sigil* is ``@``, ``#`` or, for a command that does not exist, ``/``. *carried* are the themes
    that the quote has only because none of its own was known. With ``+`` it asks whether the
    people whose ids are *carried* agree, since they were named with the speaker. With ``@`` they
    are the names of those who could be meant, if there are several; with ``/`` it is the command's
    word if it does exist, but can't use the words after it.
    """

    quote_id: str
    sigil: str
    written: str
    nearest: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name without its sign and its quotation marks."""
        parsed = parse_line(self.written.strip("()[]（）【】"))
        return label_behind_at(self.written)[0] or parsed.speaker or next(iter(parsed.themes), "")

    @property
    def unseated(self) -> bool:
        """Whether it names a speaker who is nobody in the session."""
        return self.sigil == "@" and not self.carried

    @property
    def misused(self) -> bool:
        """Whether it is a command that exists, with words that it can't use."""
        return self.sigil == "/" and bool(self.carried)

    def state(self) -> dict[str, Any]:
        """Return it as values for JSON."""
        return asdict(self)

    @classmethod
    def of_state(cls, state: object) -> "Unknown | None":
        """Return it from `state`, None if that is damaged."""
        if not isinstance(state, dict):
            return None
        quote_id, sigil, written = (state.get(name) for name in ("quote_id", "sigil", "written"))
        nearest, carried = state.get("nearest"), state.get("carried")
        if not (isinstance(quote_id, str) and isinstance(sigil, str) and isinstance(written, str)):
            return None
        if not (isinstance(nearest, list) and isinstance(carried, list)):
            return None
        return cls(quote_id, sigil, written, tuple(map(str, nearest)), tuple(map(str, carried)))


def with_names_as_text(text: str, read: Callable[[str], Outcome]) -> tuple[Outcome, list[Unknown]]:
    """Return the outcome of a line with its unknown names read as words, and those names.

    *read* reads a line. If another problem prevents that, the outcome holds it. With an unknown
    speaker, no other name in the line is its speaker. After the MOST_ASKED first unknown names
    every theme is a word, since each name costs another reading of the line.
    """
    text = clean(text).text  # the place of a name is that in the cleaned line
    outcome = read(text)
    names: dict[str, Unknown] = {}
    for _ in range(MOST_ASKED):
        problem = outcome.problem
        if not problem or problem.trouble not in SIGILS or not problem.span:
            return outcome, list(names.values())
        at, written = problem.span.start, text[problem.span.start : problem.span.end]
        tie = problem.nearest if problem.trouble is Trouble.AMBIGUOUS_SPEAKER else ()
        names[written] = Unknown("", SIGILS[problem.trouble], written, problem.nearest, tie)
        if problem.written == parse_line(text).speaker:
            text = without_speaker(text)
        else:
            text = f"{unjoined(text[:at])}\\{text[at:]}"
        outcome = read(text)
    for span in reversed(parse_line(text).spans):
        if span.role is SpanRole.THEME:
            text = f"{text[: span.start]}\\{text[span.start :]}"
    return read(text), list(names.values())


def of_quote(name: Unknown, quote: Quote, line: str) -> Unknown:
    """Return what to ask about a name of *quote*, which was stored from *line* with it."""
    if name.sigil != "#":
        return replace(name, quote_id=quote.id)
    alone = all(
        token_text("#", theme) == name.written or theme == name.name
        for theme in parse_line(line).themes
    )
    return replace(name, quote_id=quote.id, carried=quote.themes if alone else ())


def tagged(unknown: Unknown, quote: Quote, *, nearest: bool) -> Edit | None:
    """Return the correction that tags the quote with the new theme, or with the nearest one.

    It replaces what only carried over, and the word is no longer in the text. None if
    the question isn't about a theme.
    """
    theme = unknown.nearest[0] if nearest and unknown.nearest else unknown.name
    if unknown.sigil != "#" or not theme:
        return None
    text = without_word(quote.text, unknown.written)
    gone = tuple(path for path in unknown.carried if path != theme_path(theme))
    return Edit(text=text, add_themes=(theme,), remove_themes=gone)


def spoken(unknown: Unknown, quote: Quote, person: Participant) -> Edit:
    """Return the correction that gives the quote to the person that it named."""
    label = unknown.written[0] != "@" or unknown.written[-1] in ":："
    if unknown.sigil == "@" and quote.text.startswith(unknown.written) and label:
        text = quote.text.removeprefix(unknown.written).lstrip() or quote.text  # a label in front
    else:
        text = without_word(quote.text, unknown.written)
    return Edit(text=text, participant_id=person.id)
