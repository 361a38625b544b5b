"""`focusgroup help`: the help of a command."""

import click

from focusgroup.cli.output import say
from focusgroup.cli.renamed import in_new_words


@click.command("help")
@click.argument("words", metavar="[COMMAND]...", nargs=-1)
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Show the help of COMMAND, such as `help session capture`."""
    here = ctx.find_root()
    for word in in_new_words(words)[0]:
        if not isinstance(here.command, click.Group):
            raise click.UsageError(f"`{here.command_path}` has no command “{word}”.", here)
        name, command, _ = here.command.resolve_command(here, [word])
        if command is None:
            raise click.UsageError(f"No such command “{word}”.", here)
        here = click.Context(command, parent=here, info_name=name)
    say(here.get_help())
