"""A hostile facilitator: types, mistypes, refuses, corrects, clicks, ends and resumes at random.

Each step is done to a real session without a screen and to a plain model of what was said.
"""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.capture import Line
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Quote
from focusgroup.services import live_steps
from focusgroup.services.seating import put_right
from focusgroup.store import notes, open_sqlite, participants
from focusgroup.store.outbox import journal_everything, replay_waiting
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit
from focusgroup.system.clock import unix_ms
from tests.services.capture.said_model import KINDS, THEMES, Aside, Model, Person, Row, Said
from tests.services.capture.typing import Typed
from tests.tui.living import make_session

BODIES = (
    "our #1 problem is speed",
    "it's 50% – really",
    "mail a@b.com about it",
    "C# and F# are fine",
    "24/7 support, and/or none",
    "he said “no” twice",
    "报表 太慢，真的",
    "e\u0301te\u0301 is 🙂 slow",
    "see p. 3: it is late",
    "Re: the gate",
    "1:30 is too late",
    "5 - 3 + 2 = 4?",
    "why? because!",
    "two  spaces stay",
    "C:\\temp\\new is full",
    "100 @ 5 each",
    "[/] [bold]x {y} NEAR(",
    "تقرير بطيء جدا",
    "so… and then",
    "we like .NET, v2.0",
    "a ~ b = c",
    "they, too, wait!",
    "x/y, or not /park",
    "-- so it goes --",
)
NEWCOMERS = ("Fredo Quint", "Zed Young", "Quincy Lo", "陈静", "Ōe Kenji")
UNKNOWN = tuple(name.split(" ")[0] for name in NEWCOMERS)
FORMS = ("behind", "behind", "front", "label", "glued")
NO_WORDS = Row("/park")
MISTYPED = ("prak", "puase", "xyzzy", "calll", "pause", "end", "nod")
"""The last ones exist, and can't use a sentence."""


class Facilitator:
    """Does random things to the session of a folder, and knows what ought to come of each."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.path = folder / "groups.db"
        self.any = random.Random(seed)
        self.number = 0
        self.log: list[str] = []
        self.half: Aside | None = None
        """The line that was half typed."""
        self.secret = self.strange = ""
        steps: dict[Callable[[], object], int] = {
            self.say: 14,
            self.say_with_a_key: 4,
            self.paste: 3,
            self.half_a_line: 4,
            self.correct: 12,
            self.delete: 1,
            self.join: 1,
            self.agree: 1,
            self.mistype_a_command: 4,
            self.note: 2,
            self.command_without_words: 2,
            self.bring_back: 6,
            self.undo_typing: 3,
            self.walk: 4,
            self.go_off: 3,
            self.answer: 6,
            self.seat: 1,
            self.consent: 2,
            self.press_nothing: 2,
            self.lead: 3,
            self.end: 2,
            self.leave: 2,
        }
        self.steps, self.weights = list(steps), list(steps.values())

    async def open(self, *, first: bool = False) -> None:
        """Open the session, as a start of the program does."""
        db = await open_sqlite(self.path)
        if first:
            self.session = (await make_session(db)).id
            bert = (await participants.of_session(db, self.session))[1]
            await put_right(db, bert, PersonChange(consent_notes=False), unix_ms())
        await replay_waiting(db, unix_ms())
        self.typed = await Typed.opened(db, self.session)
        self.live, self.control = self.typed.live, self.typed.control
        if first:
            self.live.lead.start()
            await self.live.latest.drained()
            there = self.live.participants
            self.model = Model({p.seat: Person(p.name, p.consent_notes) for p in there})
            self.model.kind = self.live.sticky.kind.value  # what the first section listens for

    async def run(self, steps: int, *, looked_at: int = 10) -> None:
        """So many steps; what is stored is compared at each *looked_at* of them."""
        await self.open(first=True)
        try:
            await self._steps(steps, looked_at)
        except BaseException as error:
            error.add_note(self.told())
            raise
        finally:
            await self._close(hard=False)

    async def _steps(self, steps: int, looked_at: int) -> None:
        for step in range(1, steps + 1):
            chosen = self.any.choices(self.steps, self.weights)[0]
            self.log.append(chosen.__name__)
            done = chosen()
            if asyncio.iscoroutine(done):
                await done
            self.typed.keep_draft()
            await self.rest()
            self.look_at_line()
            if step % looked_at == 0:
                await self.look_at_store()
        await self.look_at_store()

    async def rest(self) -> None:
        """What lies between two steps; on a screen it is shown what the last one did."""

    async def _close(self, *, hard: bool) -> None:
        """Leave calmly, or be gone with what is on its way kept by the last moment's journal."""
        outbox = self.live.outbox
        assert outbox is not None
        if hard:
            await self.live.latest.drained()
            journal_everything()
            outbox._keeper.end()
            for task in (outbox._task, self.live.latest._task):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        else:
            await self.typed.left()
        await self.typed.db.close()

    # -- judges ----------------------------------------------------------------------------------

    def told(self) -> str:
        """What was done last, for a failure."""
        return "\n".join(self.log[-14:])

    def look_at_line(self) -> None:
        """What waits is what was typed, and nothing else stands in the line."""
        aside = [each.stash.line.text for each in self.control.set_aside.lines]
        assert list(map(letters, aside)) == [letters(each.typed) for each in self.model.aside]
        if not self.model.off:
            assert letters(self.typed.line.text) == letters(self.half.typed if self.half else "")
        assert self.control.editing is None
        shown = {key: spoken(quote) for key, quote in self.live.quotes.items()}
        same(shown, self.model.shown())
        names = {(name.quote_id, name.written) for name in self.control.names.there}
        assert names == set(self.model.asked())

    async def look_at_store(self) -> None:
        """Nothing is lost, altered, another's, or on the disk although it was refused."""
        stored = {quote.id: spoken(quote) for quote in await self.typed.saved()}
        same(stored, self.model.shown())
        # Also those that are shown to nobody, as whom they were noted for withdrew their consent.
        of_it = {"session": self.session}
        kept = await self.typed.db.read(lambda tx: tx.all(notes.OF_SESSION, of_it))
        held = sorted((row["kind"], row["text"]) for row in kept)
        assert held == sorted(self.model.now.notes)
        shown = await notes.of_session(self.typed.db, self.session)
        assert len(shown) + await notes.count_withheld(self.typed.db, self.session) == len(kept)
        waiting = [*self.model.aside, *([self.half] if self.half else [])]
        secret = [each.secret.encode() for each in waiting if each.private and each.secret]
        for file in self.path.parent.rglob("*"):
            data = file.read_bytes() if secret and file.is_file() else b""
            assert not [word for word in secret if word in data], file

    # -- lines -----------------------------------------------------------------------------------

    def words(self) -> str:
        """Words that nobody has said before."""
        self.number += 1
        return f"{self.any.choice(BODIES)} z{self.number}z"

    def seat_there(self) -> str:
        return str(self.any.choice(sorted(self.model.now.people)))

    def row(self, *, plain: bool = False) -> Row:
        """A sentence with signs and names as they come; a *plain* one names no stranger."""
        body, chance = self.words(), self.any.random
        sign = self.any.choice(("", "", "", "-", "+", "?", "."))
        if body.startswith("-"):
            sign = sign or "-"
        who, unknown, form = "", False, "behind"
        if chance() < 0.6:
            who, form = self.seat_there(), self.any.choice(FORMS)
        elif chance() < 0.2:
            who, form = "-", self.any.choice(FORMS[:3])
        elif not plain and chance() < 0.4:
            who, form = self.any.choice((*UNKNOWN, "Anna")), self.any.choice(FORMS[:3])
            unknown = self.model.unknown(who) or Row(body, sign, who, form=form).labelled
        themes: tuple[str, ...] = ()
        if chance() < 0.4:
            themes = tuple(self.any.sample(sorted(THEMES), self.any.choice((1, 1, 2))))
        if not plain and form != "glued" and chance() < 0.1:
            themes = (*themes, f"Neu{self.number}")
        return Row(body, sign, who, themes, form, unknown=unknown)

    def write(self, text: str) -> None:
        """Type a text into the line, sometimes slowly, with drafts on their way."""
        for place, piece in enumerate(text.split(" ")):
            self.typed.line = self.typed.line.insert(f" {piece}" if place else piece)
            self.control.changed()
            if self.any.random() < 0.1:
                self.typed.keep_draft()

    def clear(self) -> None:
        """Take out of the line what is half typed."""
        if not self.model.off:
            self.half = None
        self.typed.line = Line()
        self.control.changed()

    def enter(self, *rows: Row) -> None:
        """Press Enter behind rows that are in the line."""
        before = set(self.live.quotes)
        typed = self.typed.line.rows
        self.log.append(f"  enter {self.typed.line.text!r}")
        self.control.enter()
        self.entered(before, list(zip(rows, typed, strict=True)))

    def entered(self, before: set[str], rows: list[tuple[Row, str]]) -> None:
        """What rows have become, each beside how it was typed."""
        new = [each.id for each in self.live.ordered() if each.id not in before]
        for row, typed in rows:
            said = self.model.reads(row)
            if self.model.off or said is None:
                self.model.aside.append(Aside(row, typed, private=True, secret=secret(row)))
                continue
            found = [key for key in new if secret(row) in self.live.quotes[key].text]
            assert len(found) == 1, row
            new.remove(found[0])
            self.model.entered(found[0], row, said)
            assert spoken(self.live.quotes[found[0]]) == said, row
        assert not new

    # -- steps -----------------------------------------------------------------------------------

    def say(self) -> None:
        self.clear()
        row = self.row()
        self.write(row.typed)
        self.enter(row)

    def say_with_a_key(self) -> None:
        """A seat's key replaces the speaker; behind a sentence that names none it enters it."""
        self.clear()
        row = self.row(plain=True)
        self.write(row.typed)
        self._give_to(row, self.seat_there())

    def _give_to(self, row: Row, seat: str) -> None:
        before = set(self.live.quotes)
        was, there = self.typed.line.text, len(self.control.set_aside.lines)
        self.control.speaker_at(int(seat))
        self.log.append(f"  alt+{seat} {was!r} {self.typed.line.text!r}")
        given = replace(row, who=seat, unknown=False, form="behind")
        if self.typed.line.text:
            self.enter(given)
            return
        waits = self.control.set_aside.lines[there:]
        self.entered(before, [(given, waits[0].stash.line.text if waits else "")])

    def paste(self) -> None:
        self.clear()
        rows = [self.row() for _ in range(self.any.randint(2, 4))]
        self.typed.line = self.typed.line.insert("\n".join(row.typed for row in rows))
        self.control.changed()
        self.enter(*rows)

    def half_a_line(self) -> None:
        if self.model.off:
            return
        self.clear()
        row = self.row()
        self.write(row.typed)
        self._is_half(row, row.typed)

    def _is_half(self, row: Row, typed: str, **more: object) -> None:
        refused = not row.command and self.model.reads(row) is None
        self.half = Aside(row, typed, private=refused, secret=secret(row))

    def press_nothing(self) -> None:
        self.clear()
        self.control.enter()
        self._leave_name()

    def _leave_name(self) -> None:
        if asked := self.control.names.asked:
            self.model.open.pop((asked.quote_id, asked.written), None)
        self.control.escape()

    def note(self) -> None:
        self.clear()
        self.number += 1
        command, kind = self.any.choice((("park", "parked"), ("promise", "commitment")))
        row = Row(f"the list, 价格 z{self.number}z", command=command)
        self.write(row.typed)
        self.log.append(f"  enter {row.typed}")
        self.control.enter()
        if self.model.off:
            self.model.aside.append(Aside(row, row.typed, private=True, secret=secret(row)))
        else:
            self.model.keep(notes=(*self.model.now.notes, (kind, row.body)))

    def mistype_a_command(self) -> None:
        self.clear()
        row = Row(self.words(), command=self.any.choice(MISTYPED))
        self.write(row.typed)
        self.enter(row)

    def command_without_words(self) -> None:
        self.clear()
        self.write("/park")
        self.control.enter()
        self.model.aside.append(Aside(NO_WORDS, "/park", private=self.model.off))

    # -- lines that wait -------------------------------------------------------------------------

    def bring_back(self) -> None:
        """The newest line that waits: entered as it is, given to another, left half, or dropped."""
        self.control.bring_back_newest()
        if self.model.off or not self.model.aside:
            return
        newest, half = self.model.aside.pop(), self.half
        if half:
            self.model.aside.insert(0, half)
        self.half = None
        self.log.append(f"  brought back {newest.typed!r}")
        assert letters(self.typed.line.text) == letters(newest.typed)
        if newest.quote:
            if self.any.random() < 0.5:
                self.clear()  # else it is set aside again when the quote is left
            if self.control.editing:
                self.control.escape()
            if waits := self.control.set_aside.lines[len(self.model.aside) :]:
                self.model.aside.append(replace(newest, private=waits[0].private))
            self.clear()
            return
        chosen = self.any.choice(("enter", "give", "half", "drop"))
        if newest.row == NO_WORDS or newest.row.command in ("park", "promise"):
            chosen = self.any.choice(("half", "drop"))
        if chosen == "enter":
            self.enter(newest.row)
        elif chosen == "give" and not newest.row.command:
            self._give_to(newest.row, self.seat_there())
        elif chosen == "half":
            self._is_half(newest.row, newest.typed)
        else:
            self.clear()

    def undo_typing(self) -> None:
        """Back through what was typed, and forth again."""
        self.clear()
        row = self.row(plain=True)
        self.write(row.typed)
        while self.typed.line.text and self.control.typed.walk(back=True):
            assert row.typed.startswith(self.typed.line.text)
        assert self.typed.line.text == ""
        while self.control.typed.walk(back=False):
            pass
        assert self.typed.line.text == row.typed
        self.enter(row)

    def go_off(self) -> None:
        """Off the record, or on it again; what was half typed comes back."""
        self.model.off = not self.model.off
        self.log.append(f"  off: {self.model.off}")
        if self.model.off:
            self.control.put_aside()
        else:
            self.live.off_record = False
            self.control.bring_back()
        self.live.off_record = self.model.off

    # -- corrections -----------------------------------------------------------------------------

    def _open(self) -> tuple[str, Said] | None:
        """A quote in the line, by ↑ or by a click; None where there is none."""
        quotes = self.live.ordered()
        if self.model.off or not quotes:
            self.control.edit_step(-1)
            return None
        if self.any.random() < 0.5:
            self.control.edit(self.any.choice(quotes))
        else:
            for _ in range(min(self.any.randint(1, 4), len(quotes))):
                self.control.edit_step(-1)
        quote = self.control.editing
        assert quote is not None
        self.log.append(f"  in the line: {self.typed.line.text!r}")
        return quote.id, self.model.now.quotes[quote.id]

    def correct(self) -> None:
        """Change speaker, kind, themes and words of a quote, in any order and in several ways."""
        if not (opened := self._open()):
            return
        key, said = opened
        ways = (self._speaker, self._speaker, self._stranger, self._theme, self._kind, self._more)
        self.secret = self.strange = ""
        for way in self.any.sample(ways, self.any.randint(1, 3)):
            said = way(said)
            self.control.changed()
            self.typed.keep_draft()
        typed = self.typed.line.text
        self.log.append(f"  corrected: {typed!r} {said}")
        if self.any.random() < 0.2:
            self.control.menu.close()
            self.control.escape()
            if self.secret:  # words that the quote has not are set aside
                refused = bool(said.speaker) and not self.model.consents(said.speaker)
                row = Row(said.text)
                self.model.aside.append(Aside(row, typed, key, private=refused, secret=self.secret))
            return
        self.control.enter()
        if said.speaker and not self.model.consents(said.speaker):
            row = Row(said.text)
            self.model.aside.append(Aside(row, typed, key, private=True, secret=self.secret))
            return
        strangers = [word for word in said.text.split(" ") if word[:1] == "@" and len(word) > 1]
        before = self.model.now.quotes[key].text.split(" ")
        self.model.put(key, said)
        for word in strangers:
            if strangers.count(word) > before.count(word):
                self.model.open[key, word] = ()

    def _speaker(self, said: Said) -> Said:
        seat = self.seat_there()
        way = self.any.choice(("key", "click", "typed"))
        way = "click" if self.secret else way  # behind words a name before them is a word
        person = next(each for each in self.live.participants if each.seat == int(seat))
        if way == "key":
            self.control.speaker_at(int(seat))
        elif way == "click":
            self.control.typed.speaker(person)
        else:
            self.typed.line = self.typed.line.end()
            self.write(f" @{seat}")
        self.log.append(f"  speaker {way} {seat}")
        text = said.text.removesuffix(self.strange) if self.strange else said.text
        text = text.replace(f"{self.strange} more", " more") if self.strange else text
        self.strange = ""
        return replace(said, text=text, speaker=person.name)

    def _stranger(self, said: Said) -> Said:
        """Somebody whom nobody knows: it is nobody's then."""
        who = self.any.choice(UNKNOWN)
        if self.model.person(who) or f"@{who}" in said.text or self.secret:
            return said
        self.typed.line = self.typed.line.end()
        self.strange = f" @{who}"
        self.write(self.strange)
        self.log.append(f"  stranger {who}")
        return replace(said, text=f"{said.text}{self.strange}", speaker="")

    def _theme(self, said: Said) -> Said:
        path, add = self.any.choice(list(THEMES.values())), self.any.random() < 0.3
        self.control.typed.theme(path, add=add)
        self.log.append(f"  theme {path} {add}")
        kept = said.themes if add else ()
        return replace(said, themes=tuple(dict.fromkeys((*kept, path))))

    def _kind(self, said: Said) -> Said:
        sign = self.any.choice("-+?.")
        self.typed.line = self.typed.line.home()
        self.write(sign)
        self.log.append(f"  kind {sign}")
        return replace(said, kind=KINDS[sign])

    def _more(self, said: Said) -> Said:
        self.number += 1
        self.secret = f"more{self.number}z"
        self.typed.line = self.typed.line.end()
        blank = "" if self.typed.line.text.endswith(" ") else " "  # behind a name one stands there
        self.write(f"{blank}{self.secret}")
        return replace(said, text=f"{said.text} {self.secret}")

    def delete(self) -> None:
        if opened := self._open():
            self.typed.line = Line()
            self.control.changed()
            self.control.enter()
            self.control.enter()
            self.model.put(opened[0], None)

    def join(self) -> None:
        quotes = self.live.ordered()
        at = self.any.randrange(1, len(quotes)) if len(quotes) > 1 else 0
        first, second = quotes[at - 1 : at + 1] if at else (None, None)
        if self.model.off or not first or not second:
            return
        if first.is_observation != second.is_observation:
            return
        self.log.append(f"  join {first.text!r} {second.text!r}")
        self.live.merge(first, second)
        one, two = (self.model.now.quotes[each.id] for each in (first, second))
        both = replace(
            one,
            text=f"{one.text} {two.text}",
            speaker=one.speaker or two.speaker,
            themes=tuple(dict.fromkeys((*one.themes, *two.themes))),
            agree=max(one.agree, two.agree),
        )
        kept = {key: said for key, said in self.model.now.quotes.items() if key != second.id}
        self.model.keep(quotes={**kept, first.id: both})

    def agree(self) -> None:
        if quote := self.control.fixing.or_last():
            self.live.correct(quote, Edit(agreement=quote.agreement + 1))
            said = self.model.now.quotes[quote.id]
            self.model.put(quote.id, replace(said, agree=said.agree + 1))

    # -- the room --------------------------------------------------------------------------------

    async def walk(self) -> None:
        """Ctrl+Z and Ctrl+Y in an empty line."""
        self.clear()
        back = self.any.random() < 0.65
        self.log.append(f"  back {back}")
        if self.model.walk(back=back):
            with suppress(FocusgroupError):
                await live_steps.walk_history(self.live, back=back)
        else:
            self.log.append(f"  {await live_steps.walk_history(self.live, back=back)}")

    def answer(self) -> None:
        """Answer what is asked about a name, or go to the next, or leave it."""
        self.clear()
        names = self.control.names
        way = self.any.choice(("next", "leave", "new", "nearest", "seat"))
        asked = names.asked
        quote = names.quote_of(asked) if asked else None
        self.log.append(f"  answer {way} {asked}")
        key = (asked.quote_id, asked.written) if asked else ("", "")
        if way == "next":
            names.ask_next()
        elif way == "leave":
            self._leave_name()
        elif way == "new":
            names.settle_theme(nearest=False)
            if asked and quote and asked.sigil == "#":
                self._settled(key, theme=asked.name)
        elif way == "nearest":
            self.control.complete()
            if not asked or not quote or not asked.nearest:
                return
            if asked.sigil == "#":
                self._settled(key, theme=asked.nearest[0])
            elif asked.sigil == "/":
                self._command_taken(quote, asked.nearest[0], asked.written)

    def _settled(self, key: tuple[str, str], *, theme: str) -> None:
        self.model.settle(*key, theme=theme)
        if self.live.ordered()[-1].id == key[0]:
            self.model.themes = self.model.now.quotes[key[0]].themes

    def _command_taken(self, quote: Quote, command: str, written: str) -> None:
        kind = {"/park": "parked", "/call": "callback"}.get(command)
        said = self.model.now.quotes[quote.id]
        if self.model.off or (kind == "callback" and not self.model.consents(self.model.speaker)):
            return
        if kind:
            text = said.text.removeprefix(f"{written} ")
            self.model.keep(notes=(*self.model.now.notes, (kind, text)))
        self.model.put(quote.id, None)

    async def seat(self) -> None:
        """Somebody new sits down; the quotes that named them are theirs."""
        there = {each.name for each in self.model.now.people.values()}
        name = self.any.choice((*NEWCOMERS, "Anna Berg"))
        if name in there or len(there) > 7:
            return
        self.log.append(f"  seat {name}")
        await self.sit(name)
        (seat,) = {each.seat for each in self.live.participants} - set(self.model.now.people)
        self.model.keep(people={**self.model.now.people, seat: Person(name)})
        for key, written in self.model.asked():
            meant = self.model.person(written[1:])
            if written[0] != "@" or written == "@Anna" or not meant or not meant.consent:
                continue
            if not self.model.shown()[key].speaker:
                self.model.settle(key, written, speaker=meant.name)
            else:
                del self.model.open[key, written]

    async def sit(self, name: str) -> None:
        await live_steps.seat(self.live, name)
        self.control.names.settle_speakers()

    async def consent(self) -> None:
        """Consent is given or withdrawn."""
        seat = int(self.seat_there())
        person = self.model.now.people[seat]
        if self.half or (person.consent and self.any.random() < 0.6):
            return
        there = next(each for each in self.live.participants if each.seat == seat)
        self.log.append(f"  consent {person}")
        await live_steps.put_right(self.live, there, PersonChange(consent_notes=not person.consent))
        changed = replace(person, consent=not person.consent)
        self.model.keep(people={**self.model.now.people, seat: changed})

    def lead(self) -> None:
        """Move in the agenda: a section may bring its kind and its themes, never a speaker."""
        step = self.any.choice(("next_question", "previous_question", "start", "pause"))
        if self.live.clock.state is ClockState.ENDED:
            return
        getattr(self.live.lead, step)()
        self.model.kind, self.model.themes = self.live.sticky.kind.value, self.live.sticky.themes

    async def end(self) -> None:
        """F9 twice, or F6 in a session that has ended."""
        ended = self.live.clock.state is ClockState.ENDED
        if not self.live.quotes and not ended:
            return
        await (live_steps.resume(self.live) if ended else live_steps.end(self.live))
        self.model.keep(ended=not ended)

    async def leave(self) -> None:
        """Leave or be killed, and resume."""
        hard = self.any.random() < 0.5
        self.log.append(f"  hard {hard}")
        if self.model.off:
            self.typed.line = Line()
        self.typed.keep_draft()
        await self._close(hard=hard)
        await self.open()
        self.model.aside = [each for each in self.model.aside if not each.private]
        self.half = None if self.half and self.half.private else self.half


def same(held: dict[str, Said], wanted: dict[str, Said]) -> None:
    """Fail with those that differ."""
    keys = {*held, *wanted}
    wrong = [(held.get(key), wanted.get(key)) for key in keys]
    if different := [f"\n  is {one}\n  was {other}" for one, other in wrong if one != other]:
        raise AssertionError("".join(different))


def letters(text: str) -> str:
    """A text with each letter as one character, as it is once it was kept."""
    return normalize("NFC", text)


def secret(row: Row) -> str:
    """The word of a row that no other has."""
    return row.body.split(" ")[-1]


def spoken(quote: Quote) -> Said:
    """A quote as the model has it."""
    return Said(quote.text, quote.speaker, quote.kind.value, quote.themes, quote.agreement)
