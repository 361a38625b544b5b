"""The text between the tags of a page that stand in Markdown."""

import re

from focusgroup.core.patterns import lazy_pattern

_TAG = lazy_pattern(r"<[^<>]*>")
_SUMMARY = lazy_pattern(r"<summary>\s*([^<>\n]{2,60}?)[:：]?\s*</summary>", re.IGNORECASE)
"""What a part to be unfolded is called: the label of the text in it."""


def without_tags(html: str) -> str:
    """Return the text between tags; "" for a comment."""
    if html.lstrip().startswith(("<!", "<?", "<script", "<style")):
        _, _, html = html.partition("-->")
    return _TAG.sub("", _SUMMARY.sub(r"**\1:**", html)).strip("\n")
