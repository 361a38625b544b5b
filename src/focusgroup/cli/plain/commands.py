"""The commands of a plain session: the words of the live screen, each with what it does."""

from dataclasses import dataclass

from focusgroup.cli.plain import agenda_commands as agenda
from focusgroup.cli.plain import quote_commands as quotes
from focusgroup.cli.plain import room_commands as room
from focusgroup.cli.plain.context import Do, PlainSession


@dataclass(frozen=True, slots=True)
class PlainCommand:
    """A command: what it does, in words, and the function; *example* is what may follow."""

    help: str
    do: Do
    example: str = ""


async def say_help(session: PlainSession, text: str) -> None:
    wanted = text.strip().lstrip("/").lower()
    if not wanted:
        session.tell(
            "First the sign: - problem, + strength, ? missing feature, = context, . note;"
            " then the words, @3 who said it, #theme, ! felt strongly."
            " /park, /call @3 and /promise … , owner, due keep notes."
        )
    for word, command in COMMANDS.items():
        if not wanted or wanted in word or wanted in command.help.lower():
            session.tell(f"/{word}{command.example}: {command.help}")


COMMANDS: dict[str, PlainCommand] = {
    "next": PlainCommand(
        "Start the session; then the next question or script.",
        agenda.step(lambda s, _: s.leading.next()),
    ),
    "section": PlainCommand(
        "The next section, or the one of a number.",
        agenda.step(lambda s, text: s.leading.section(text)),
        " 4",
    ),
    "back": PlainCommand(
        "The question or script before.", agenda.step(lambda s, _: s.leading.back())
    ),
    "sectionback": PlainCommand(
        "The section before.", agenda.step(lambda s, _: s.leading.section_back())
    ),
    "skip": PlainCommand("Skip the open question.", agenda.step(lambda s, _: s.leading.skip())),
    "later": PlainCommand(
        "Park the open question and open the next.", agenda.step(lambda s, _: s.leading.later())
    ),
    "here": PlainCommand("Say the open section again, with its script and tasks.", agenda.say_here),
    "agenda": PlainCommand("List the sections and where we are.", agenda.say_agenda),
    "plan": PlainCommand(
        "Say a plan that ends in time, take it, or change a section.", agenda.plan_rest, " accept"
    ),
    "more": PlainCommand(
        "Give this section one more minute, or as many as you say.", agenda.more, " 5"
    ),
    "less": PlainCommand(
        "Take a minute from this section, or as many as you say.", agenda.less, " 5"
    ),
    "auto": PlainCommand(
        "Let sections move on when their time is up, or wait for you again.",
        agenda.step(lambda s, _: s.leading.auto()),
    ),
    "pause": PlainCommand("Stop the clock, or start it again, also after the end.", agenda.pause),
    "end": PlainCommand("End the session.", agenda.end_session),
    "lead": PlainCommand(
        "Hand the lead over to a note-taker, or take it over where nobody leads any more.",
        agenda.change_lead,
        " BO",
    ),
    "quotes": PlainCommand(
        "Read out the last ten quotes, or as many as you say.", quotes.say_quotes, " 3"
    ),
    "fix": PlainCommand("Correct the last quote; again: the one before it.", quotes.fix),
    "stub": PlainCommand("Finish the next unfinished quote (…).", quotes.stub),
    "delete": PlainCommand(
        "Delete the last quote, or the one being corrected.", quotes.delete_quote
    ),
    "join": PlainCommand(
        "Merge the last quote, or the one being corrected, with the one before.", quotes.join_quotes
    ),
    "nod": PlainCommand(
        "Count who agrees with the last quote: one more, 3 in all, or seats.",
        quotes.tally(agree=True),
        " 2 4",
    ),
    "object": PlainCommand(
        "Count who disagrees with the last quote.", quotes.tally(agree=False), " @5"
    ),
    "earlier": PlainCommand("Move the last quote back five seconds.", quotes.move_earlier, " 15"),
    "undo": PlainCommand("Undo the last change, as often as you like.", quotes.undo),
    "redo": PlainCommand("Redo what was undone.", quotes.redo),
    "newtheme": PlainCommand(
        "Make the name asked about a theme, or go through the open names.", quotes.new_theme
    ),
    "yes": PlainCommand("Take what is offered.", quotes.yes),
    "no": PlainCommand("Leave the name asked about as it is.", quotes.no),
    "aside": PlainCommand(
        "Read out the lines that were set aside; again: enter the newest again.",
        quotes.show_aside,
        " again",
    ),
    "who": PlainCommand(
        "Say who is in the room, or add somebody.", room.who, " Anna Novák, buyer, Northwind"
    ),
    "seats": PlainCommand("Say who is in the room.", room.who),
    "round": PlainCommand(
        "Go round the table: after each quote the next person speaks.", room.go_round
    ),
    "off": PlainCommand(
        "Off the record: save nothing until the command is typed again.", room.off_record
    ),
    "takenup": PlainCommand("Mark the callback that is due as covered.", room.taken_up),
    "tick": PlainCommand("Tick the section's next open task.", room.tick_task),
    "themes": PlainCommand("Say how often each theme came up.", room.say_themes),
    "open": PlainCommand("Say what is parked, promised and to come back to.", room.say_open),
    "coverage": PlainCommand(
        "Say which themes nobody or one person raised, and what to ask.", room.say_coverage
    ),
    "brief": PlainCommand("Say what was said so far, for a latecomer.", room.say_brief),
    "readback": PlainCommand(
        "The summary to read out and check with the group.", room.say_readback
    ),
    "questions": PlainCommand(
        "Say what the back room asks, mark it asked, later or no, or hold questions back.",
        room.say_questions,
        " 1 asked",
    ),
    "save": PlainCommand("Say what is saved, and what still waits.", room.say_saved),
    "word": PlainCommand("Write the Word summary.", room.write_word),
    "debrief": PlainCommand(
        "After the end: finish quotes, tag them and sum up.", room.open_debrief
    ),
    "leave": PlainCommand("Leave the session as it is.", room.leave),
    "help": PlainCommand("List the commands, or those with a word.", say_help, " agree"),
}
