"""What a shell offers after Tab: sessions, themes, accounts, people and agendas."""

import os
from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

COMPLETING = "_FOCUSGROUP_COMPLETE"
"""In the environment when a shell asks; it says which shell."""
RELATIVE = {"last": "the session that runs, or was held last", "next": "the session to come"}
KINDS_OF_NAMES = ("session", "theme", "account", "segment", "owner", "facilitator", "speaker")
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


KINDS = {
    "problem": "",
    "strength": "",
    "missing_feature": "what they miss",
    "context": "how they work",
    "untagged": "not said yet",
    "observation": "what nobody said",
}
LANGUAGES = {
    "en": "English",
    "en-US": "English, United States",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "zh": "中文",
}


def _complete_words(words: dict[str, str]) -> Complete:
    def complete(_c: click.Context, _p: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [
            CompletionItem(word, help=remark or None)
            for word, remark in words.items()
            if word.startswith(incomplete)
        ]

    return complete


def _complete_names(kind: str) -> Complete:
    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from focusgroup.store.engine.location import database_at, default_db
        from focusgroup.store.names import names_beginning_with

        given = ctx.find_root().params.get("db")
        path = database_at(given) if given else default_db()
        if not path.exists():
            return []
        found = names_beginning_with(path, kind, incomplete)
        if kind == "session":
            found = [each for each in RELATIVE.items() if each[0].startswith(incomplete)] + found
        return [CompletionItem(_as_word(name), help=remark) for name, remark in found]

    return complete


def _as_word(name: str) -> str:
    """Return a name as one word of the command line; bash, unlike the others, does not quote it."""
    if os.environ.get(COMPLETING) != "bash_complete":
        return name
    from shlex import quote

    return quote(name)


def complete_agenda(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of the shipped agendas, and files."""
    from focusgroup.cli.completing.outline import outline

    names = [
        CompletionItem(name, help=title)
        for name, title in outline()["agendas"].items()
        if name.startswith(incomplete)
    ]
    return names or [CompletionItem(incomplete, type="file")]


WHAT_IS_TAKEN: dict[str, Complete] = {
    **{kind: _complete_names(kind) for kind in KINDS_OF_NAMES},
    "agenda": complete_agenda,
    "kind": _complete_words(KINDS),
    "language": _complete_words(LANGUAGES),
}


def names_of(kind: str) -> Complete:
    """Return the completion of *kind*, such as a session, a theme or a language."""
    return WHAT_IS_TAKEN[kind]
