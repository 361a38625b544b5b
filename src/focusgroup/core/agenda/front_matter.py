"""Read the front matter of an agenda: title, product, minutes, language and themes."""

from dataclasses import dataclass, replace

from focusgroup.core.agenda.problems import Problems, quoted
from focusgroup.core.agenda.vocabulary import (
    SectionField,
    field_of,
    nearest_word,
    theme_list,
    theme_path,
)
from focusgroup.core.agenda.yaml import (
    MOST_CHARACTERS,
    BadYaml,
    Mapping,
    Node,
    RefusedYaml,
    Scalar,
    Sequence,
    read_yaml,
)
from focusgroup.core.dates.durations import MOST_MINUTES, parse_minutes
from focusgroup.core.model import PATH_SEPARATOR, ThemeSpec
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

KEYS = ("title", "product", "minutes", "language", "themes")

_MEANT = {"lang": "language", "sprache": "language", "titel": "title", "themen": "themes"} | {
    "标题": "title",
    "产品": "product",
    "时长": "minutes",
    "语言": "language",
    "主题": "themes",
}
"""Other names for our keys, accepted without a warning."""

_SUGGESTED = {
    "duration": "minutes",
    "length": "minutes",
    "time": "minutes",
    "total": "minutes",
    "topics": "themes",
    "codebook": "themes",
    "name": "title",
}
_KEY_LINE = lazy_pattern(r"^(?P<key>[^\W\d_][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM_LINE = lazy_pattern(r"^[ \t]*-[ \t]+(?P<value>.+)$")
_LANGUAGE = lazy_pattern(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_COLON_TIME = lazy_pattern(r"(\d{1,2}):([0-5]\d)")
_NUMBER = lazy_pattern(r"[-+−]?\d{1,9}(?:[.,]\d{1,3})?")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values above the text. *body* starts at line *body_line*; 0 minutes means none given."""

    body: str
    body_line: int = 1
    title: str = ""
    product: str = ""
    minutes: float = 0
    minutes_line: int = 1
    language: str = ""
    themes: tuple[ThemeSpec, ...] = ()


def read_front_matter(text: str, problems: Problems) -> FrontMatter:
    """Split the front matter from *text* and read it. Without front matter, all text is body."""
    found = _split(text, problems)
    if found is None:
        return FrontMatter(text)
    matter, first_line, rest = found
    front = FrontMatter(rest.body, rest.body_line)
    if len(matter) > MOST_CHARACTERS:
        problems.refuse(
            first_line,
            f"the front matter is {len(matter) // 1024} KB long; at most 256 KB are read",
            "keep title, product, minutes, language and themes; move the rest below it",
        )
        return front
    try:
        node = read_yaml(matter, first_line)
    except RefusedYaml as error:
        problems.refuse(error.line, error.message, error.fix)
        return front
    except BadYaml as error:
        problems.warn(
            error.line,
            f"the front matter isn't valid here ({error.reason}); it was read line by line",
            "put quotes around a value that holds `: ` or starts with a sign, and indent by spaces",
        )
        node = _by_lines(matter, first_line)
    if not isinstance(node, Mapping):
        problems.warn(
            first_line,
            "the front matter has no `key: value` lines",
            "write `title: …`, or leave it out",
        )
        return front
    return _with_values(front, node, problems)


def _split(text: str, problems: Problems) -> tuple[str, int, FrontMatter] | None:
    """Return the front matter, its first line and the body; None if the text has none."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != "---":
        return None
    after = range(start + 1, len(lines))
    end = next((n for n in after if lines[n].rstrip() in ("---", "...")), None)
    inside = lines[start + 1 : end]
    if not any(_KEY_LINE.match(line) for line in inside[:1000]):
        if end and inside and inside[0].lstrip().startswith("{"):
            problems.warn(
                start + 2,
                "the front matter is in braces, and was read as text",
                "write it one `key: value` a line, or leave it out",
            )
        return None
    if end is None:
        end = next((n for n in after if not lines[n].strip() or lines[n].startswith("#")), None)
        inside = lines[start + 1 : end]
        if not any(_KEY_LINE.match(line) for line in inside):
            return None
        problems.warn(
            start + 1,
            "the front matter is not closed",
            "add a line `---` after its last line",
        )
        end = start + len(inside)
    body = "\n".join(lines[end + 1 :])
    return "\n".join(inside), start + 2, FrontMatter(body, end + 2)


def _by_lines(matter: str, first_line: int) -> Mapping:
    """Read ``key: value`` lines, and the ``- item`` lines under a key, from invalid YAML."""
    pairs: list[tuple[Scalar, Node]] = []
    for number, line in enumerate(matter.split("\n"), first_line):
        if match := _KEY_LINE.match(line):
            value = (match["value"] or "").strip().strip("\"'")
            pairs.append((Scalar(match["key"], number), Scalar(value, number)))
        elif pairs and (match := _ITEM_LINE.match(line)):
            key, before = pairs[-1]
            items = before.items if isinstance(before, Sequence) else ()
            item = Scalar(match["value"].strip().strip("\"'"), number)
            pairs[-1] = (key, Sequence((*items, item), key.line))
    return Mapping(tuple(pairs), first_line)


def _with_values(front: FrontMatter, node: Mapping, problems: Problems) -> FrontMatter:
    seen: dict[str, int] = {}
    for key, value in node.pairs:
        name = _MEANT.get(fold(key.text), fold(key.text))
        if name not in KEYS and isinstance(value, Scalar) and _is_length(name, value.text):
            name = "minutes"
        if name in seen:
            _duplicate(name, key, seen[name], problems)
            continue
        seen[name] = key.line
        if name == "themes":
            front = replace(front, themes=_themes(value, problems))
        elif name not in KEYS:
            _unknown(key, problems)
        elif not isinstance(value, Scalar):
            problems.warn(
                key.line,
                f"`{name}` needs a single value and was ignored",
                f"write `{name}: …` on one line",
            )
        elif name == "minutes":
            front = replace(front, minutes=_minutes(value, problems), minutes_line=value.line)
        elif name == "language":
            front = replace(front, language=_language(value, problems))
        elif name == "title":
            front = replace(front, title=" ".join(value.text.split()))
        else:
            front = replace(front, product=" ".join(value.text.split()))
    return front


def _is_length(name: str, said: str) -> bool:
    """Return whether a key such as "duration" or "Dauer" has a length as its value."""
    return field_of(name) is SectionField.MINUTES and parse_minutes(said) is not None


def _duplicate(name: str, key: Scalar, before: int, problems: Problems) -> None:
    say = problems.refuse if name in KEYS else problems.warn
    say(
        key.line,
        f"{quoted(key.text)} appears twice (first on line {before})",
        "remove one",
    )


def _unknown(key: Scalar, problems: Problems) -> None:
    meant = _SUGGESTED.get(fold(key.text)) or nearest_word(key.text, KEYS)
    if meant is not None:
        fix = f"did you mean `{meant}`?"
    else:
        fix = f"keep it if another program needs it; the keys are {', '.join(KEYS)}"
    problems.warn(key.line, f"{quoted(key.text)} isn't an agenda key and was ignored", fix)


def _minutes(value: Scalar, problems: Problems) -> float:
    """Return the session's length in minutes, 0 if none is given or it can't be read."""
    said = " ".join(value.text.split())
    colon = _COLON_TIME.fullmatch(said)
    if _NUMBER.fullmatch(said):
        minutes = float(said.replace(",", ".").replace("−", "-"))
    elif colon is not None:
        minutes = int(colon[1]) * 60.0 + int(colon[2])
        problems.warn(
            value.line,
            f"{quoted(said)} was read as hours and minutes: {minutes:g} minutes",
            f"write `minutes: {minutes:g}`",
        )
    else:
        minutes = parse_minutes(said) or 0
        if minutes == 0:
            problems.warn(
                value.line,
                f"{quoted(said)} isn't a number of minutes; the sections' minutes are used",
                "write `minutes: 90`, or leave it out",
            )
    return check_minutes(minutes, value.line, problems)


def check_minutes(minutes: float, line: int, problems: Problems) -> float:
    """Return *minutes* if a session can be that long; otherwise 0, with an error at *line*."""
    if minutes < 0:
        problems.refuse(
            line, f"{minutes:g} minutes is a negative length", "write how long it takes"
        )
    elif minutes > MOST_MINUTES:
        problems.refuse(
            line, f"{minutes:g} minutes is more than a day", "write how long it takes, in minutes"
        )
    return minutes if 0 <= minutes <= MOST_MINUTES else 0


def _language(value: Scalar, problems: Problems) -> str:
    said = value.text.strip()
    if said and not _LANGUAGE.fullmatch(said):
        problems.warn(
            value.line,
            f"{quoted(said)} isn't a language code",
            "write `language: en`, `zh`, `de-CH` or the like",
        )
        return ""
    return said


def _themes(node: Node, problems: Problems) -> tuple[ThemeSpec, ...]:
    if isinstance(node, Scalar):
        specs = [ThemeSpec(path, "", node.line) for path in theme_list(node.text)]
    else:
        specs = list(_theme_specs(node, ""))
    kept: dict[str, ThemeSpec] = {}
    for spec in specs:
        if not spec.path:
            problems.warn(
                spec.line, "a theme without a name was ignored", "write `- Name: what it is`"
            )
        elif (same := kept.get(fold(spec.path))) is not None:
            problems.warn(
                spec.line,
                f"the theme {quoted(spec.path)} is listed twice (first on line {same.line})",
                "remove one",
            )
        else:
            kept[fold(spec.path)] = spec
    return tuple(kept.values())


def _theme_specs(node: Node, parent: str) -> list[ThemeSpec]:
    """Read ``- Name``, ``- Name: description``, and sub-themes as a list under a name."""
    match node:
        case Scalar():
            return [_spec(parent, node, "")]
        case Sequence():
            return [spec for item in node.items for spec in _theme_specs(item, parent)]
        case Mapping():
            return [spec for pair in node.pairs for spec in _named_theme(*pair, parent)]


def _named_theme(key: Scalar, value: Node, parent: str) -> list[ThemeSpec]:
    if isinstance(value, Scalar):
        return [_spec(parent, key, value.text)]
    own = _spec(parent, key, "")
    return [own, *_theme_specs(value, own.path)]


def _spec(parent: str, name: Scalar, description: str) -> ThemeSpec:
    path = theme_path(name.text)
    # When the front matter was read line by line, the description still follows the name.
    if not description and ": " in path:
        path, _, description = path.partition(": ")
    whole = PATH_SEPARATOR.join(filter(None, (parent, path))) if path else ""
    return ThemeSpec(whole, " ".join(description.split()), name.line)
