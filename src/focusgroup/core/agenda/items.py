"""What one item of a list or one line looks like: a label, a question, something only told."""

import re
from collections.abc import Iterator

from focusgroup.core.agenda.blocks import Block, Listing, ListItem, PipeTable, texts_of
from focusgroup.core.agenda.vocabulary import ROLES, Role, asks, asks_at_end, only_states
from focusgroup.core.text import fold

PROBE_INSIDE = re.compile(
    r"(?:\s|(?<=[.?。？]))[(\[]?(?:probes?|follow-?\s?ups?|nachfragen?|追问|追問)\s*[:：]\s*",
    re.IGNORECASE,
)
"""Where a probe starts in the line of its question: ``… Probe: …``."""

ADDRESS = re.compile(r"https?://\S+$")
"""A text that is nothing but a link."""

_LABEL = re.compile(r"^(?P<label>[^:：?？]{1,40}?)\s*[:：]\s*(?P<rest>.*)$")


def lists_ask(block: Block) -> bool:
    if isinstance(block, PipeTable):
        return Role.QUESTIONS in [ROLES.get(fold(name)) for name in block.header]
    return isinstance(block, Listing) and any(
        not item.is_task and (item.numbered or asks(item.text)) for item in block.items
    )


def label_of(text: str) -> tuple[str, str]:
    """The folded word before a first colon and the text behind it; two empty texts for none."""
    match = _LABEL.match(text)
    return (fold(match["label"].strip(" *_")), match["rest"].strip(" *_")) if match else ("", "")


def leads_in(item: ListItem) -> bool:
    """Whether an item only introduces the ones nested under it ("Please say:")."""
    if item.numbered or not item.text.endswith((":", "：")) or asks(item.text):
        return False
    nested = list(_inner_items(item))
    asking = any(asks(inner.text) for inner in nested)
    return bool(nested) and (asking or all(only_states(inner.text) for inner in nested))


def only_tells(item: ListItem) -> bool:
    """Whether a bullet plainly tells something and nothing under it asks."""
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
    """Whether the question itself is bold, not a label in front of it."""
    bold = item.bold.strip()
    if not bold or bold.endswith((":", "：")):
        return False
    after = item.text[item.text.find(bold) + len(bold) :].lstrip()
    return not after.startswith((":", "：")) and (
        asks_at_end(bold) or 2 * len(bold) > len(item.text)
    )
