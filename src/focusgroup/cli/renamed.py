"""Old names of commands: they go on working for one version, and a hint says the new one."""

from collections.abc import Sequence

RENAMED: dict[tuple[str, ...], tuple[str, str]] = {
    ("session", "new"): ("session", "add"),
    ("session", "person"): ("people", "add"),
    ("session", "fix"): ("quotes", "edit"),
    ("accounts", "change"): ("accounts", "edit"),
    ("commitments", "change"): ("commitments", "edit"),
    ("commitments", "undone"): ("commitments", "reopen"),
}
LISTS = (("quotes",), ("themes",), ("commitments",))
TOOK_AN_OPTION = (*LISTS, ("matrix",), ("findings",), ("export", "check"), ("erase",))
"""Commands that took their session as `--session ID`, now as an argument like all others."""
OPTION = "--session"


def in_new_words(args: Sequence[str]) -> tuple[list[str], str]:
    """Return *args* in the words of today, and a hint if they were old ones."""
    words, hints = list(args), []
    old = tuple(words[:2])
    new = _people(words) if old == ("session", "people") else RENAMED.get(old)
    if new:
        words[:2] = new
        hints.append(f"`{' '.join(old)}` is now `{' '.join(new)}`")
        if new == ("people", "delete"):
            words.remove("--remove")
    if words[:2] == ["quotes", "edit"] and "--object" in words:
        words[words.index("--object")] = "--disagree"
        hints.append("`--object` is now `--disagree`")
    name = next((each for each in TOOK_AN_OPTION if words[: len(each)] == [*each]), ())
    words, named = _without_option(words) if name else (words, [])
    if named:
        hints.append(f"`{OPTION} ID` is now only `ID`")
        if name in LISTS and (len(words) == 1 or words[1].startswith("-")):
            words.insert(1, "list")
    return words + named, "; ".join(hints)


def _people(words: Sequence[str]) -> tuple[str, str]:
    """Return what `session people` was used for."""
    if "--remove" in words:
        return "people", "delete"
    more = [word for word in words[3:] if word not in ("--json", "-h", "--help")]
    return "people", "edit" if more else "list"


def _without_option(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return *words* without each `--session ID`, and the sessions that were named so."""
    rest, named, left = [], [], list(words)
    while left and left[0] != "--":
        word = left.pop(0)
        if word == OPTION and left:
            named.append(left.pop(0))
        elif word.startswith(f"{OPTION}="):
            named.append(word.partition("=")[2])
        else:
            rest.append(word)
    return rest + left, named
