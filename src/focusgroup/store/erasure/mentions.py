"""A person's name in what others said and wrote: counted, or masked on request."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import NamedTuple

from focusgroup.core.search.tokens import index_tokens
from focusgroup.store.erasure.rows import Eraser

MentionMask = Callable[[str], str]

MENTIONING = (
    ("session", ("title", "bottom_line", "place", "agenda_source"), "id"),
    ("agenda_item", ("title",), "session_id"),
    ("quote", ("text",), "session_id"),
    ("note", ("text", "owner", "due"), "session_id"),
    ("observer_question", ("text",), "session_id"),
    ("headline", ("text",), "session_id"),
    ("debrief", ("text",), "session_id"),
)
"""Texts that may contain a name, and the column with their session."""
KEPT = (
    ("session", "facilitator", "the facilitator of “{}”", "title"),
    ("session", "note_taker", "the note-taker of “{}”", "title"),
    ("session", "product", "the product of “{}”", "title"),
    ("session", "agenda_name", "the name of the agenda of “{}”", "title"),
    ("observer", "name", "an observer", "name"),
    ("participant", "name", "another participant", "seat"),
    ("participant", "role", "another participant's role", "seat"),
    ("account", "name", "the account {}", "name"),
    ("account", "owner", "the owner of {}", "name"),
    ("account", "segment", "the segment of {}", "name"),
    ("theme", "path", "the theme {}", "path"),
    ("theme", "description", "the description of the theme {}", "path"),
    ("theme", "excludes", "what the theme {} is not", "path"),
    ("theme", "keywords", "the keywords of the theme {}", "path"),
    ("theme", "owner", "the owner of the theme {}", "path"),
    ("theme_name", "path", "a former name of a theme", "path"),
    ("theme_change", "who", "somebody who changed the codebook", "n"),
    ("theme_change", "words", "a change of the codebook", "n"),
    ("theme_change", "state", "a change of the codebook", "n"),
    ("item", "title", "the item {}", "title"),
    ("item", "note", "the note of the item {}", "title"),
    ("item", "owner", "the owner of the item {}", "title"),
    ("item_status", "who", "somebody who changed an item", "n"),
)
"""Names of other people and things, which are reported and never changed."""
OF_PEOPLE = frozenset(("name", "owner", "who", "facilitator", "note_taker"))
"""Columns with names of people, who may share a first name: reported for the whole name only."""


class Masks(NamedTuple):
    """The masks for a name: for the whole name, and *beside* other people for its parts too.

    A part that one of the others has stays. *unsure* returns the places in a text where a part may
    be theirs; if *sure* is set, every part is, but for words that may be no name there.
    """

    whole: MentionMask
    beside: Callable[[tuple[str, ...]], MentionMask]
    unsure: Callable[[str, bool], list[str]]


class Mentions:
    """Searches for a name in what *eraser* left; with *mask* it is masked, else counted."""

    def __init__(self, eraser: Eraser, masks: Masks, *, mask: bool) -> None:
        self._of = eraser
        self._gone = eraser.gone
        self._masks = masks
        self._mask = mask

    def look(self) -> None:
        """Search every text of every session."""
        self._dialogs()
        titles = dict[str, str]()
        for row in self._of.rows("SELECT id, title FROM session"):
            titles[row["id"]] = row["title"]
        shared = self._sharing()
        everybody = tuple(sorted({name for names in shared.values() for name in names}))
        for session, title in titles.items():
            # Elsewhere a part is theirs if nobody else in any session has that name.
            theirs = session in self._gone.sessions
            others = tuple(sorted(shared.get(session, ()))) if theirs else everybody
            self._in_session(session, title, others)
        for table, column, label, named in KEPT:
            if column not in self._of.columns(table):
                continue
            whole = column in OF_PEOPLE
            mask = self._masks.whole if whole else self._masks.beside(everybody)
            for row in self._of.rows(f"SELECT {column} AS text, {named} AS named FROM {table}"):
                if mask(row["text"]) != row["text"]:
                    self._gone.kept.append(label.format(row["named"]))

    def _sharing(self) -> dict[str, set[str]]:
        """Return who else shares a part of the name, and may be meant, by session."""
        shared: dict[str, set[str]] = {}
        parts = self._masks.beside(())
        for row in self._of.rows("SELECT session_id, name FROM participant WHERE name <> ''"):
            if parts(row["name"]) != row["name"]:
                shared.setdefault(row["session_id"], set()).add(row["name"])
        return shared

    def _in_session(self, session: str, title: str, others: tuple[str, ...]) -> None:
        mask, sure = self._masks.beside(others), not others
        for table, columns, of_session in MENTIONING:
            there = [each for each in columns if each in self._of.columns(table)]
            if not there:
                continue
            select = f"SELECT rowid AS at_row, * FROM {table} WHERE {of_session} = :session"
            for row in self._of.rows(select, {"session": session}):
                new = {each: mask(row[each]) for each in there}
                for text in new.values():
                    places = self._masks.unsure(text, sure)
                    self._gone.unsure += [(title, place) for place in places]
                if all(new[each] == row[each] for each in there):
                    continue
                if table == "note" and not self._mask:
                    self._of.take_note(row)
                elif self._mask:
                    self._put_masked(table, row, new, session)
                else:
                    self._gone.mentions[title] += 1
        self._drafts(session, mask)
        self._history(session, title, mask)

    def _put_masked(self, table: str, row: sqlite3.Row, new: dict[str, str], session: str) -> None:
        self._of.put(table, row["at_row"], **new, rev=self._of.rev(session))
        self._gone.masked += 1
        if table == "quote" and not row["deleted"]:
            at = {"n": row["n"], "tokens": index_tokens(new["text"])}
            self._of.connection.execute("DELETE FROM quote_fts WHERE rowid = :n", {"n": row["n"]})
            self._of.connection.execute(
                "INSERT INTO quote_fts (rowid, tokens) VALUES (:n, :tokens)", at
            )

    def _drafts(self, session: str, mask: MentionMask) -> None:
        """Delete a half-typed line where they sat: it is unknown whose words it holds."""
        for row in self._of.rows(
            "SELECT text, state FROM draft WHERE session_id = :session", {"session": session}
        ):
            texts = {row["text"], *_strings(row["state"])}
            named = any(mask(text) != text for text in texts)
            if session in self._gone.sessions or named:
                self._gone.texts |= {row["text"]}
                self._gone.drafts += bool(row["text"])
                self._of.connection.execute(
                    "DELETE FROM draft WHERE session_id = :session", {"session": session}
                )

    def _dialogs(self) -> None:
        """Delete what was typed into a dialog about a quote of theirs, or that names them."""
        if not self._of.columns("dialog_draft"):
            return
        mask = self._masks.beside(())
        for row in self._of.rows(
            "SELECT d.dialog, d.subject, d.writer, d.fields, q.session_id FROM dialog_draft d"
            " LEFT JOIN quote q ON q.id = d.subject"
        ):
            texts = _strings(row["fields"])
            theirs = row["subject"] in self._gone.ids or row["session_id"] in self._gone.sessions
            if theirs or any(mask(text) != text for text in texts):
                self._gone.texts |= {text for text in texts if text}
                self._gone.drafts += 1
                self._of.connection.execute(
                    "DELETE FROM dialog_draft"
                    " WHERE dialog = :dialog AND subject = :subject AND writer = :writer",
                    {name: row[name] for name in ("dialog", "subject", "writer")},
                )

    def _history(self, session: str, title: str, mask: MentionMask) -> None:
        select = "SELECT n, entity_id, before, after FROM change WHERE session_id = :session"
        for row in self._of.rows(select, {"session": session}):
            if row["entity_id"] in self._gone.ids:  # the history of a deleted note that named them
                self._of.connection.execute("DELETE FROM change WHERE n = :n", {"n": row["n"]})
                continue
            new = {name: _masked_state(row[name], mask) for name in ("before", "after")}
            if new == {"before": row["before"], "after": row["after"]}:
                continue
            if self._mask:
                self._of.put("change", row["n"], **new)
                self._gone.masked += 1
            else:
                self._gone.mentions[title] += 1


def _strings(state: str) -> list[str]:
    """Return the texts in a draft's JSON."""
    try:
        data = json.loads(state) if state else {}
    except ValueError:
        return [state]
    return [each for each in _leaves(data) if isinstance(each, str)]


def _leaves(data: object) -> Iterator[object]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    else:
        yield data


def _masked_state(state: str | None, mask: MentionMask) -> str | None:
    """Return a stored state with the name masked in its words, or unchanged without it."""
    data = json.loads(state) if state else None
    if not isinstance(data, dict):
        return state
    texts = {name: data[name] for name in ("text", "owner", "due") if data.get(name)}
    new = {name: mask(text) for name, text in texts.items()}
    return state if new == texts else json.dumps({**data, **new}, ensure_ascii=False)
