"""Work out a participant's state after a change, or why the change is impossible."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Participant
from focusgroup.core.text import clean_line, fold, unique_initials
from focusgroup.store.accounts import account_id_of
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.history import State

PERSON_OF_ACCOUNT = "SELECT id FROM person WHERE account_id = :account AND name_key = :key"
INSERT_PERSON = """
    INSERT INTO person (id, name, name_key, account_id) VALUES (:id, :name, :key, :account)
"""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What to change about a participant; None leaves a detail as it is.

    *arrived_ms* and *left_ms* are Unix ms; 0 clears them. *segment* and *revenue_share* belong
    to the account. People who do not agree to notes are not quoted by name either. Whoever gives
    or refuses a consent has been asked.
    """

    name: str | None = None
    role: str | None = None
    account: str | None = None
    seat: int | None = None
    initials: str | None = None
    segment: str | None = None
    revenue_share: float | None = None
    consent_notes: bool | None = None
    consent_name: bool | None = None
    arrived_ms: int | None = None
    left_ms: int | None = None


async def person_id_of(
    tx: Tx, name: str, account: str | None, others: Sequence[Participant], now_ms: int
) -> str:
    """Return the id of that name's person at that account; without an account a new person's.

    A namesake of one of the *others* in the session is a new person too. As they can't be told
    apart in the next session, they belong to no account.
    """
    if account:
        known = await tx.one(PERSON_OF_ACCOUNT, {"account": account, "key": fold(name)})
        if known:
            there: str = known["id"]
            if all(each.person_id != there for each in others):
                return there
            account = None
    person = new_id(now_ms)
    params = {"id": person, "name": name, "key": fold(name), "account": account}
    await tx.run(INSERT_PERSON, params)
    return person


def check(seat: int | None, share: float | None, whose: str) -> None:
    """Raise FocusgroupError for an impossible seat or share of revenue."""
    if seat is not None and seat < 1:
        raise FocusgroupError(f"seat {seat} of {whose}: seats count from 1")
    if share is not None and not 0 <= share <= 1:
        raise FocusgroupError(
            f"the share of revenue of {whose} is {share}; it must be between 0 and 1"
        )


def initials_of(wanted: str, name: str, others: Sequence[Participant]) -> str:
    """Return *wanted*, or unique initials of the name. Raises FocusgroupError if taken."""
    if not wanted:
        return unique_initials(name, [each.initials for each in others])
    taken = next((each for each in others if fold(each.initials) == fold(wanted)), None)
    if taken:
        raise FocusgroupError(f"{taken.name} has the initials {wanted}; choose others")
    return wanted


async def changed_state(
    tx: Tx,
    now: Participant,
    state: State,
    wanted: PersonChange,
    others: Sequence[Participant],
    now_ms: int,
) -> State:
    """Return the state with the changes applied. Raises FocusgroupError for impossible ones."""
    after = dict(state)
    facts = {name: value for name, value in asdict(wanted).items() if value is not None}
    name = clean_line(facts.get("name", now.name))
    if not name:
        raise FocusgroupError("a participant needs a name, such as “Anna Novak, planner, Acme”")
    if "name" in facts or "initials" in facts:
        after["initials"] = _renamed_initials(now, name, clean_line(wanted.initials or ""), others)
    after |= {"name": name, "role": clean_line(facts.get("role", now.role))}
    account = clean_line(facts.get("account", now.account))
    segment, share = clean_line(facts.get("segment", "")), wanted.revenue_share
    if not account and (segment or share is not None):
        raise FocusgroupError(f"{name} has no account that a segment or share could belong to")
    after["account_id"] = await account_id_of(tx, account, segment, share, now_ms)
    if name != now.name or after["account_id"] != now.account_id:
        after["person_id"] = await person_id_of(tx, name, after["account_id"], others, now_ms)
    after["seat"] = facts.get("seat", now.seat)
    for moment in ("arrived_ms", "left_ms"):
        if moment in facts:
            after[moment] = facts[moment] or None
    after["consent_notes"] = int(facts.get("consent_notes", now.consent_notes))
    after["consent_name"] = int(facts.get("consent_name", now.consent_name))
    if "consent_notes" in facts or "consent_name" in facts:
        after["asked"] = 1
    if not after["consent_notes"]:
        if wanted.consent_name:
            raise FocusgroupError(
                f"{name} has not agreed that notes are taken, so can't be quoted by name"
            )
        after["consent_name"] = 0
    return after


def _renamed_initials(
    now: Participant, name: str, wanted: str, others: Sequence[Participant]
) -> str:
    """Return the initials as wanted, else those of the new name unless chosen by hand."""
    marks = [each.initials for each in others]
    if wanted or now.initials == unique_initials(now.name, marks):
        return initials_of(wanted, name, others)
    return now.initials


def verb_of(before: State, after: State) -> str:
    """Return the verb for a change; a change of a single detail may have its own."""
    changed = {name for name in after if after[name] != before[name]}
    if changed == {"left_ms"}:
        return "leave" if after["left_ms"] else "return"
    if changed <= {"consent_notes", "consent_name", "asked"}:
        return "consent"
    return "move" if changed == {"seat"} else "change"
