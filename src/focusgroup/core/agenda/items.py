"""Tell what one list item or line is: a label, a question or a statement."""

import re
from collections.abc import Iterator

from focusgroup.core.agenda.blocks import Block, Listing, ListItem, PipeTable, texts_of
from focusgroup.core.agenda.vocabulary import ROLES, Role, asks, asks_at_end, only_states
from focusgroup.core.text import fold

PROBE_INSIDE = re.compile(
    r"(?:\s|(?<=[.?。？]))[(\[]?(?:probes?(?:\sfor)?|follow-?\s?ups?|nachfragen?|nachhaken"
    r"|relances?|sondeos?|repreguntas?|approfondiment[oi]|aprofundamentos?|doorvragen"
    r"|追问|追問|深掘り)\s*[:：]\s*",
    re.IGNORECASE,
)
"""Where a probe starts on the line of its question: ``… Probe: …``."""

ADDRESS = re.compile(r"https?://\S+$")
"""A text that is only a link."""

_LABEL = re.compile(r"^(?P<label>[^:：?？]{1,40}?)\s*[:：]\s*(?P<rest>.*)$")


def lists_ask(block: Block) -> bool:
    if isinstance(block, PipeTable):
        return Role.QUESTIONS in [ROLES.get(fold(name)) for name in block.header]
    return isinstance(block, Listing) and any(
        not item.is_task and (item.numbered or asks(item.text)) for item in block.items
    )


def label_of(text: str) -> tuple[str, str]:
    """Return the folded word before the first colon and the text after it, or two empty texts."""
    match = _LABEL.match(text)
    return (fold(match["label"].strip(" *_")), match["rest"].strip(" *_")) if match else ("", "")


def leads_in(item: ListItem) -> bool:
    """Return whether an item only introduces the items nested under it ("Please say:")."""
    if item.numbered or not item.text.endswith((":", "：")) or asks(item.text):
        return False
    nested = list(_inner_items(item))
    asking = any(asks(inner.text) for inner in nested)
    return bool(nested) and (asking or all(only_states(inner.text) for inner in nested))


def only_tells(item: ListItem) -> bool:
    """Return whether a bullet is a statement and nothing nested under it is a question."""
    nested = (text for block in item.inner for text, _ in texts_of(block))
    return (
        not (item.numbered or item.is_task)
        and only_states(item.text)
        and not any(map(asks, nested))
    )


def _inner_items(item: ListItem) -> Iterator[ListItem]:
    for block in item.inner:
        if isinstance(block, Listing):
            yield from block.items


def is_must(item: ListItem) -> bool:
    """Return whether the question itself is bold, and not just a label before it."""
    bold = item.bold.strip()
    if not bold or bold.endswith((":", "：")):
        return False
    after = item.text[item.text.find(bold) + len(bold) :].lstrip()
    return not after.startswith((":", "：")) and (
        asks_at_end(bold) or 2 * len(bold) > len(item.text)
    )
