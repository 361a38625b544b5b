"""The capture line: its grammar, its name look-ups, and what becomes of each line."""

from focusgroup.core.capture.corrections import (
    corrected,
    unjoined,
    with_speaker,
    with_theme,
    without_label,
    without_speaker,
    without_word,
)
from focusgroup.core.capture.fuzzy_match import nearest_name
from focusgroup.core.capture.grammar import (
    COMMANDS,
    Parsed,
    Token,
    complete,
    format_line,
    parse_line,
    token_at,
    token_text,
)
from focusgroup.core.capture.line_editor import Line
from focusgroup.core.capture.lookup import label_of
from focusgroup.core.capture.outcome import (
    CaptureProblem,
    Entry,
    Outcome,
    SlashCommand,
    Sticky,
    Trouble,
)
from focusgroup.core.capture.recorder import on_section, record
from focusgroup.core.capture.resolve import (
    people_called,
    rank_speakers,
    rank_themes,
    resolve_speaker,
    resolve_theme,
    theme_path,
)
from focusgroup.core.capture.tokens import SpanRole, command_at_start
from focusgroup.core.capture.typing_history import TypingHistory
from focusgroup.core.capture.whole_names import (
    label_behind_at,
    nobody_in_brackets,
    with_whole_names,
)

__all__ = [
    "COMMANDS",
    "CaptureProblem",
    "Entry",
    "Line",
    "Outcome",
    "Parsed",
    "SlashCommand",
    "SpanRole",
    "Sticky",
    "Token",
    "Trouble",
    "TypingHistory",
    "command_at_start",
    "complete",
    "corrected",
    "format_line",
    "label_behind_at",
    "label_of",
    "nearest_name",
    "nobody_in_brackets",
    "on_section",
    "parse_line",
    "people_called",
    "rank_speakers",
    "rank_themes",
    "record",
    "resolve_speaker",
    "resolve_theme",
    "theme_path",
    "token_at",
    "token_text",
    "unjoined",
    "with_speaker",
    "with_theme",
    "with_whole_names",
    "without_label",
    "without_speaker",
    "without_word",
]
