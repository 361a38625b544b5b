"""What a shell offers after Tab: sessions, themes, accounts, people and agendas."""

import os
from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

RELATIVE = {"last": "the session that runs, or was held last", "next": "the session to come"}
Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def names_of(kind: str) -> Complete:
    """Return a completion from the database's names of *kind*, a key of `store.names.QUERIES`."""

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
    if os.environ.get("_FOCUSGROUP_COMPLETE") != "bash_complete":
        return name
    from shlex import quote

    return quote(name)


def complete_agenda(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of the shipped agendas, and files."""
    from focusgroup.imports.agenda_file import shipped

    names = [
        CompletionItem(each.name, help=each.title)
        for each in shipped()
        if each.name.startswith(incomplete)
    ]
    return names or [CompletionItem(incomplete, type="file")]
