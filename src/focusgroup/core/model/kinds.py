"""The kinds of a quote, and how they are written, called and ordered."""

from enum import StrEnum

PATH_SEPARATOR = " > "


class Kind(StrEnum):
    """The kind of a quote; an observation is the note-taker's own note, not a quote.

    Context is what customers say about themselves and how they work. An untagged quote has no kind
    yet: nobody has said what it is.
    """

    PROBLEM = "problem"
    STRENGTH = "strength"
    MISSING_FEATURE = "missing_feature"
    CONTEXT = "context"
    UNTAGGED = "untagged"
    OBSERVATION = "observation"

    @property
    def tag(self) -> str | None:
        """Return the kind as files hold it: None for a quote that has none."""
        return None if self is Kind.UNTAGGED else self.value


QUOTE_KINDS: tuple[Kind, ...] = tuple(kind for kind in Kind if kind is not Kind.OBSERVATION)
"""All that customers said, in the order in which it is always shown."""

RANKED_KINDS = (Kind.PROBLEM, Kind.STRENGTH, Kind.MISSING_FEATURE)
"""The kinds that findings are made of, and the only ones that are ranked."""

APART_KINDS: tuple[Kind, ...] = tuple(kind for kind in QUOTE_KINDS if kind not in RANKED_KINDS)
"""The kinds of quote that are counted and shown apart from the findings."""

KIND_LABELS = {kind: kind.value.replace("_", " ") for kind in Kind}
KIND_NOUNS = KIND_LABELS | {kind: f"{kind.value} quote" for kind in APART_KINDS}
"""What one quote of a kind is called; its plural has an s."""

KIND_SIGNS = {
    Kind.PROBLEM: "▼",
    Kind.STRENGTH: "▲",
    Kind.MISSING_FEATURE: "+",
    Kind.CONTEXT: "=",
    Kind.UNTAGGED: "○",
    Kind.OBSERVATION: "·",
}
KIND_ASCII_SIGNS = {
    Kind.PROBLEM: "-",
    Kind.STRENGTH: "+",
    Kind.MISSING_FEATURE: "?",
    Kind.CONTEXT: "=",
    Kind.UNTAGGED: "",
    Kind.OBSERVATION: ".",
}
"""The same signs as they are typed in the capture line."""
