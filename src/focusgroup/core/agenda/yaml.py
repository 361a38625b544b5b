"""Read the YAML of a front matter: every scalar a string with its line, nothing expanded.

Uses PyYAML's events, not its loaders: those resolve aliases, which can turn a kilobyte into
gigabytes, and do not keep line numbers.
"""

from dataclasses import dataclass, field
from typing import Protocol


class YamlMark(Protocol):
    """A position in the text; *line* counts from 0."""

    line: int


MOST_CHARACTERS = 256 * 1024
"""A front matter has a few lines; a longer one is refused unread."""

_DEEPEST = 20
_MOST_EVENTS = 10_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it was written, without its quotes."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values; duplicates are kept."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int


Node = Scalar | Sequence | Mapping


class BadYaml(Exception):
    """The text is not valid YAML; *reason* is the parser's message."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class RefusedYaml(Exception):
    """The text uses YAML features that agendas don't need."""

    def __init__(self, line: int, message: str, fix: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.fix = fix


@dataclass(slots=True)
class _Open:
    """A list or a mapping that is still being read; a mapping's items are key, value, …"""

    is_mapping: bool
    line: int
    items: list[Node] = field(default_factory=list)

    def closed(self) -> Node:
        if not self.is_mapping:
            return Sequence(tuple(self.items), self.line)
        pairs = zip(self.items[::2], self.items[1::2], strict=True)
        return Mapping(tuple((_as_key(key), value) for key, value in pairs), self.line)


def read_yaml(text: str, first_line: int) -> Node | None:
    """Return the first document in *text*, None if empty; *first_line* is its first line number.

    Raises BadYaml, or RefusedYaml for anchors, aliases and deep nesting.
    """
    # Imported at use: 40 ms.
    import yaml

    stack = [_Open(False, first_line)]
    try:
        for count, event in enumerate(yaml.parse(text, Loader=yaml.BaseLoader)):
            line = _line_of(event.start_mark, first_line)
            if isinstance(event, yaml.NodeEvent):
                _refuse_names(event.anchor, line)
            if isinstance(event, yaml.ScalarEvent):
                stack[-1].items.append(Scalar(event.value, line))
            elif isinstance(event, yaml.CollectionStartEvent):
                stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
            elif isinstance(event, yaml.CollectionEndEvent):
                closed = stack.pop().closed()
                stack[-1].items.append(closed)
            if len(stack) > _DEEPEST or count > _MOST_EVENTS:
                raise RefusedYaml(
                    line,
                    "the front matter is nested too deep or holds too many values",
                    "write it as a few lines of `key: value`",
                )
    except yaml.MarkedYAMLError as error:
        raise BadYaml(
            _line_of(error.problem_mark, first_line), error.problem or "it can't be read"
        ) from error
    except yaml.YAMLError as error:
        raise BadYaml(first_line, "it can't be read") from error
    return stack[0].items[0] if stack[0].items else None


def _line_of(mark: "YamlMark | None", first_line: int) -> int:
    return first_line if mark is None else mark.line + first_line


def _refuse_names(anchor: str | None, line: int) -> None:
    """Raise RefusedYaml for a value with an anchor or an alias."""
    if anchor is not None:
        raise RefusedYaml(
            line,
            "anchors and aliases (`&name`, `*name`) are not supported",
            "write the value out; put quotes around a text that starts with & or *",
        )


def _as_key(node: Node) -> Scalar:
    return node if isinstance(node, Scalar) else Scalar("", node.line)
