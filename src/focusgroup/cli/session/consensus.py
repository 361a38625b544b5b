"""`focusgroup session consensus`: who said what to each question, and who was silent."""

from collections import Counter

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import json_or_csv, session_named, the_session
from focusgroup.cli.output import hint, print_csv, print_json, print_table
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.model import KIND_SIGNS, QUOTE_KINDS, Kind, Participant
from focusgroup.services.reviewing.consensus import Consensus, QuestionVoices
from focusgroup.services.reviewing.consensus import consensus as read_consensus
from focusgroup.store import Db

NOBODY: Counter[Kind] = Counter()
SILENT, ABSENT = "silent", "away"


@click.command()
@the_session
@json_or_csv("Print a JSON object.")
@click.pass_obj
def consensus(settings: Settings, ref: str, as_json: bool, as_csv: bool) -> None:
    """Show who said what to each question, and who was silent.

    A row is a question, a column a participant: what they said as signs of kinds with numbers,
    `silent`, or `away` for people who came later or had left. Agreement and dissent are counted
    without names while a session runs, so they have columns of their own.
    """

    async def work(db: Db) -> Consensus:
        return await read_consensus(db, (await session_named(db, ref)).id)

    found = with_db(settings, work)
    heads = ["question", *map(_name, found.people), "agreed", "disagreed"]
    if as_json:
        print_json({"questions": [_as_json(each, found) for each in found.questions]})
    elif as_csv:
        print_csv([heads, *(_cells(each, found) for each in found.questions)])
    elif found.questions:
        with paged():
            print_table([_cells(each, found) for each in found.questions], heads)
    else:
        hint("no quotes in this session")


def _name(person: Participant) -> str:
    return f"{person.seat} {person.initials if person.consent_name else person.role}".strip()


def _cells(each: QuestionVoices, found: Consensus) -> list[object]:
    return [
        each.question,
        *(said_by(each, person) for person in found.people),
        each.agreed,
        each.dissented,
    ]


def said_by(each: QuestionVoices, person: Participant) -> str:
    """Return what a participant said to a question in signs, or that they were silent or away."""
    if person.id in each.said:
        return _signs(each.said[person.id])
    return ABSENT if person.id in each.absent else SILENT


def _signs(said: Counter[Kind]) -> str:
    return " ".join(f"{KIND_SIGNS[kind]}{said[kind]}" for kind in Kind if said[kind])


def _as_json(each: QuestionVoices, found: Consensus) -> dict[str, object]:
    return {
        "question": each.question,
        "agreed": each.agreed,
        "disagreed": each.dissented,
        "participants": [
            {
                "seat": person.seat,
                **{kind.value: each.said.get(person.id, NOBODY)[kind] for kind in QUOTE_KINDS},
                "silent": person.id not in each.said and person.id not in each.absent,
                "away": person.id in each.absent,
            }
            for person in found.people
        ],
    }
