"""`focusgroup completion`: the script that lets a shell complete our commands."""

import click
from click.shell_completion import get_completion_class

from focusgroup.cli.output import say

HOW = {
    "bash": "echo 'eval \"$(focusgroup completion bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$(focusgroup completion zsh)\"' >> ~/.zshrc",
    "fish": "mkdir -p ~/.config/fish/completions;"
    " focusgroup completion fish > ~/.config/fish/completions/focusgroup.fish",
}
"""One line for each shell that installs the completion for good."""


@click.command()
@click.argument("shell", type=click.Choice(list(HOW)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL; its first line shows how to install it."""
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"this version of click can't complete for {shell}", ctx)
    root = ctx.find_root()
    script = kind(root.command, {}, "focusgroup", "_FOCUSGROUP_COMPLETE")
    # click's script for fish cuts a name or a description at its second comma.
    source = script.source().strip().replace('string split ","', 'string split -m 1 ","')
    say(f"# Install for good: {HOW[shell]}\n{source}")
