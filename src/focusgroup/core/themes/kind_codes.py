"""The kinds of a quote as codes of a REFI-QDA codebook, which has themes only as codes too."""

from uuid import UUID, uuid5

from focusgroup.core.model import KIND_LABELS, RANKED_KINDS, Kind

_SPACE = UUID("8b0c1f5e-3f0e-5b9a-9a53-5f0a4e0d6c10")
"""Never changes: codes keep their ids, so that other programs know them in the next file."""


def _code(name: str) -> str:
    return str(uuid5(_SPACE, name))


GROUP = (_code("kinds"), "Kinds of quote")
"""Id and name of the code above the kinds; it is given to no quote itself."""

KIND_CODES = {
    kind: (_code(kind.value), f"Kind: {KIND_LABELS[kind]}")
    for kind in (*RANKED_KINDS, Kind.CONTEXT)
}
"""Id and name of the code of each kind; the name tells it from a theme that is called the same."""

_IDS = {GROUP[0], *(code for code, _ in KIND_CODES.values())}


def is_kind_code(guid: str) -> bool:
    """Return whether a code's id, as any program writes it, is that of a kind or their group."""
    return guid.strip().strip("{}").lower() in _IDS
