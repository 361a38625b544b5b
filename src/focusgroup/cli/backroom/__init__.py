"""`focusgroup backroom`: serve the observers' page of a session that is running."""

import sys
from pathlib import Path

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import names_of
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named
from focusgroup.cli.output import hint, say
from focusgroup.core.errors import FocusgroupError
from focusgroup.system.invocation import install_line

PORT = 8474


@click.command()
@click.argument("session", shell_complete=names_of("session"))
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to serve: this machine's address in the network.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    metavar="PORT",
    help="The port; 0 takes any that is free.",
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name under which observers reach the address, several if repeated.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Serve by HTTPS with this certificate (PEM).",
)
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The certificate's private key, if it is in another file.",
)
@click.option(
    "--without-tls",
    is_flag=True,
    help="Serve to others unencrypted; for a network of your own.",
)
@click.option(
    "--names",
    type=click.Choice(["on", "off"]),
    default="on",
    show_default=True,
    help="Whether participants who agreed to be named are shown by name.",
)
@click.option("--new-link", is_flag=True, help="Make a new link; the old one stops working.")
@click.pass_context
def backroom(
    ctx: click.Context,
    session: str,
    address: str,
    port: int,
    hosts: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    without_tls: bool,
    names: str,
    new_link: bool,
) -> None:
    """Let colleagues follow a session on a page of its own.

    SESSION is a session's id, a unique start of it, its title, or `last` for the one that runs.
    The page shows agenda, clock, quotes and themes as they come, by the participants' consent.
    Only who listened is added to the session, and the questions that observers pass to the
    moderator. Send its link to the observers. Ctrl+C closes it; the session goes on.
    """  # fmt: skip
    settings: Settings = ctx.obj
    try:
        from focusgroup.backroom.run import Serving, run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "aiohttp":
            raise
        raise FocusgroupError(
            "the back room needs a package that is not installed; run:"
            f" {install_line('backroom', ('aiohttp',))}"
        ) from error
    found = with_db(settings, lambda db: session_named(db, session))
    serving = Serving(
        address, port, certificate, key, without_tls, hosts,
        show_names=names == "on", new_link=new_link,
    )  # fmt: skip

    def opened(title: str, link: str) -> None:
        say(f"The back room of “{title}” is open. The link for observers:")
        say(link)
        sys.stdout.flush()  # whoever reads it from a pipe or a file waits for it
        hint("Whoever has the link can listen. Ctrl+C closes the back room.")

    ctx.exit(run(settings.db, found.id, serving, opened))
