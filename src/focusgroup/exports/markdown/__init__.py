"""The summary as Markdown, for a wiki or a repository."""

from focusgroup.exports.markdown.summary import write_markdown

__all__ = ["write_markdown"]
