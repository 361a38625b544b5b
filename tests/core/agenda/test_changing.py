"""A day of several is kept alone, and a line is read as what a person calls it."""

import pytest

from focusgroup.core.agenda import ReadAs, days_of, only_day, parse_agenda, read_as

TWO = (
    "# Visit\n\nBring boots.\n\n{one}\n\n### 09:00 - 09:30 Come\n\n- How?\n\n"
    "{two}\n\n### 09:00 - 10:00 Go\n\n- Why?\n"
)
NAMES = [
    ("## Day 1", "## Day 2"),
    ("## Day one – arrival", "## Day two – work"),
    ("## 1. Tag", "## 2. Tag"),
    ("## Jour 1 : accueil", "## Jour 2 : atelier"),
    ("## Día 1", "## Día 2"),
    ("## Giorno 1", "## Giorno 2"),
    ("## Dia 1", "## Dia 2"),
    ("## Dag 1", "## Dag 2"),
    ("## 第一天", "## 第二天"),
    ("## 1日目", "## 2日目"),
    ("**Day 1**", "**Day 2**"),
    ("## Saturday", "## Sunday"),
    ("**Freitag, 3. Mai**", "**Samstag, 4. Mai**"),
    ("## Jeudi 12 juin", "## Vendredi 13 juin"),
    ("## 星期一", "## 星期二"),
]


@pytest.mark.parametrize(("one", "two"), NAMES)
def test_each_day_is_a_guide_of_its_own(one: str, two: str) -> None:
    text = TWO.format(one=one, two=two)
    assert days_of(text) == [5, 11]
    said = [p for p in parse_agenda(text).problems if "2 days" in p.message]
    assert [problem.line for problem in said] == [11]
    for day, (title, minutes) in enumerate([("Come", 30), ("Go", 60)], 1):
        kept = only_day(text, day)
        reading = parse_agenda(kept)
        assert [(s.title, s.minutes) for s in reading.agenda.sections] == [(title, minutes)]
        assert "Bring boots." in kept
        assert not any("days" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    "text",
    [
        "# Visit\n\n## Day 1\n\n- Why?\n",
        "# T\n\n## A (5 min)\n\nDay 1 was long.\n\nDay 2 was short.\n",
        "# T\n\n## A (5 min)\n\n1. Day 1?\n2. Day 2?\n",
        "# T\n\n## A (5 min)\n\nMonday was long.\n\nTuesday: what did you do?\n",
    ],
)
def test_what_only_speaks_of_days_is_one_session(text: str) -> None:
    assert days_of(text) == []


GUIDE = "# T\n\n### A (5 min)\n\nHand it out.\n\n- A card\n- What now?\n\n### Extra\n\n1. x?\n"


@pytest.mark.parametrize("line", [5, 7, 8])
def test_a_line_is_read_as_it_is_called(line: int) -> None:
    text = GUIDE.split("\n")[line - 1].lstrip("- ")

    def kinds(kind: ReadAs) -> list[tuple[str, str]]:
        sections = parse_agenda(read_as(GUIDE, {line: kind})).agenda.sections
        titles = [("Section", section.title) for section in sections]
        return titles + [(type(s).__name__, s.text) for each in sections for s in each.steps]

    assert ("GuideNote", text) in kinds(ReadAs.NOTE)
    assert ("ScriptText", text) in kinds(ReadAs.SCRIPT)
    assert ("Question", text) in kinds(ReadAs.QUESTION)
    assert ("Section", text) in kinds(ReadAs.SECTION)


def test_a_heading_becomes_a_note_beside_the_session_and_a_section_again() -> None:
    beside = read_as(GUIDE, {10: ReadAs.NOTE})
    agenda = parse_agenda(beside).agenda
    assert [section.title for section in agenda.sections] == ["A"]
    assert [part.title for part in agenda.after] == ["Extra"]
    goals = "# T\n\n## Goals\n\nx\n\n## A (5 min)\n\n1. y?\n"
    assert [s.title for s in parse_agenda(goals).agenda.sections] == ["A"]
    led = parse_agenda(read_as(goals, {3: ReadAs.SECTION})).agenda
    assert [section.title for section in led.sections] == ["Goals", "A"]


_WORDS = [
    "Note: hand out the cards.",
    "“Thank you for coming.”",
    "Thank you for coming. We begin now.",
    "Hand out the cards.",
    "What now?",
    "[Wait]",
    "Probe: since when?",
    "Name tags, pens",
    "Say: hello",
]
_PLACES = {
    "a paragraph": "# T\n\n## A (5 min)\n\nOne.\n\n{}\n\nTwo.\n\n## B (5 min)\n\n- Why?\n",
    "a bullet": "# T\n\n## A (5 min)\n\n- One?\n- {}\n- Two?\n\n## B (5 min)\n\n- Why?\n",
    "a number": "# T\n\n## A (5 min)\n\n1. One?\n2. {}\n3. Two?\n\n## B (5 min)\n\n- Why?\n",
    "inside a question": "## A (5 min)\n\n- One?\n  - {}\n  - Two?\n\n## B (5 min)\n\n- Why?\n",
    "a welcome": "# T\n\n## Welcome (5 min)\n\n- {}\n\n## B (5 min)\n\n- Why?\n",
    "beside the session": "# T\n\n## Materials\n\n- Pens\n- {}\n\n## B (5 min)\n\n- Why?\n",
    "below a line": "# T\n\n## A (5 min)\n\nOne.\n4. {}\n5. Two?\n\n## B (5 min)\n\n- Why?\n",
    "second below a line": "## A (5 min)\n\nOne\n4. Two?\n5. {}\n6. x?\n\n## B (5 min)\n\n- Why?\n",
    "a letter": "# T\n\n## A (5 min)\n\na) Two?\n\nb) {}\n\n## B (5 min)\n\n- Why?\n",
    "a quoted mail": "From: A\nSubject: B\n\n> ## A (5 min)\n>\n> - {}\n>\n> ## B\n>\n> - Why?\n",
}


@pytest.mark.parametrize("kind", [ReadAs.NOTE, ReadAs.SCRIPT, ReadAs.QUESTION])
@pytest.mark.parametrize("words", _WORDS)
@pytest.mark.parametrize("place", _PLACES)
def test_a_line_is_what_it_is_called_whatever_its_words(
    place: str, words: str, kind: ReadAs
) -> None:
    text = _PLACES[place].format(words)
    line = next(n for n, each in enumerate(text.split("\n"), 1) if each.endswith(words))
    agenda = parse_agenda(read_as(text, {line: kind})).agenda
    names = {ReadAs.NOTE: "GuideNote", ReadAs.SCRIPT: "ScriptText", ReadAs.QUESTION: "Question"}
    read = [(type(s).__name__, s.text) for each in agenda.sections for s in each.steps]
    if place == "beside the session" and kind is ReadAs.NOTE:
        assert words in agenda.before[0].notes
        return
    assert (names[kind], words) in read
    others = [text for name, text in read if name == "Question" and text != words]
    wanted = ["One?", "Two?"] if place in ("a bullet", "a number") else []
    assert others[: len(wanted)] == wanted
    assert others[-1] == "Why?"


def _titles(text: str, line: int) -> list[str]:
    changed = read_as(text, {line: ReadAs.SECTION}, parse_agenda(text).agenda)
    return [section.title for section in parse_agenda(changed).agenda.sections]


@pytest.mark.parametrize(("line", "title"), [(3, "Goals"), (9, "Pens"), (11, "Screener")])
@pytest.mark.parametrize("mark", ["#", "##"])
def test_a_part_beside_the_session_becomes_a_section_at_any_level(
    mark: str, line: int, title: str
) -> None:
    deeper = f"{mark}#"
    text = (
        f"---\ntitle: T\n---\n{mark} Goals\n\nx\n\n{mark} Materials\n\n- Pens\n\n"
        f"{deeper} Screener\n\n- x?\n\n{mark} Outline\n\n"
        f"{deeper} A (5 min)\n\n1. y?\n\n{deeper} B (5 min)\n\n1. z?\n"
    )
    assert _titles(text, line + 1) == [title, "A", "B"]


def test_an_item_among_facts_with_a_length_becomes_a_section_of_its_own() -> None:
    text = "# T\n\n- Duration: 20 minutes\n- Group: 8\n\n## A (20 min)\n\n1. y?\n"
    assert _titles(text, 4) == ["Group: 8", "A"]
    listed = "# T\n\n- Tea (5 min)\n- Talk\n- Close (5 min)\n"
    assert _titles(listed, 4) == ["Tea", "Talk", "Close"]


def test_a_line_of_a_quoted_mail_stays_in_its_quotation() -> None:
    text = "From: A\nSubject: B\n\n> # T\n>\n> ## A (5 min)\n>\n> - One?\n> - Two?\n"
    changed = read_as(text, {6: ReadAs.NOTE, 9: ReadAs.SECTION}, parse_agenda(text).agenda)
    assert changed.split("\n")[5] == "> ## A (5 min) (notes)"
    assert "> ## Two? (section)" in changed
    assert all(not line or line.startswith(">") for line in changed.split("\n")[3:])


@pytest.mark.parametrize("kind", [ReadAs.NOTE, ReadAs.SCRIPT, ReadAs.QUESTION])
@pytest.mark.parametrize("before", ["1. Tea (5 min)\n   - Who?\n\n2. ", "- Tea (5 min)\n- "])
def test_a_line_inside_an_item_that_is_a_section_stays_in_it(before: str, kind: ReadAs) -> None:
    indent = " " * (3 if "2." in before else 2)
    text = f"# T\n\n{before}Till (9 min)\n{indent}Show the list.\n{indent}- Why?\n"
    line = text.split("\n").index(f"{indent}Show the list.") + 1
    changed = read_as(text, {line: kind}, parse_agenda(text).agenda)
    steps = parse_agenda(changed).agenda.sections[1].steps
    assert [step.text for step in steps] == ["Show the list.", "Why?"]


def test_a_paragraph_of_a_quoted_mail_is_called_by_a_bullet() -> None:
    text = "From: A\nSubject: B\n\n> # T\n>\n> ## A (5 min)\n>\n> Hand it out.\n>\n> - One?\n"
    changed = read_as(text, {8: ReadAs.SCRIPT}, parse_agenda(text).agenda)
    [section] = parse_agenda(changed).agenda.sections
    assert [(type(s).__name__, s.text) for s in section.steps[-2:]] == [
        ("ScriptText", "Hand it out."),
        ("Question", "One?"),
    ]


_THREE = (
    "# T\n\n## A (5 min)\n\n- What do you do?\n\n## {} (5 min)\n\n- What do you like?\n\n"
    "## Close (5 min)\n\n- What else do you want?\n\n## {}\n\n- Pens\n- Hello\n"
)


@pytest.mark.parametrize("title", ["Talk", "2. Talk", "Background", "Part B: Talk", "Tea"])
def test_a_section_between_others_is_taken_out_whatever_it_asks(title: str) -> None:
    text = _THREE.format(title, "Materials")
    changed = read_as(text, {7: ReadAs.NOTE}, parse_agenda(text).agenda)
    titles = [section.title for section in parse_agenda(changed).agenda.sections]
    assert titles == ["A", "Close"]


@pytest.mark.parametrize("title", ["Materials", "Afterwards", "Postskriptum", "Notes"])
@pytest.mark.parametrize("kind", [ReadAs.SCRIPT, ReadAs.QUESTION])
def test_what_is_called_after_the_ending_is_of_a_section(title: str, kind: ReadAs) -> None:
    text = _THREE.format("Talk", title)
    changed = read_as(text, {18: kind}, parse_agenda(text).agenda)
    *_, last = parse_agenda(changed).agenda.sections
    assert (last.title, last.steps[-1].text) == (title, "Hello")


@pytest.mark.parametrize(
    "below", [["- [ ] Pens", "- [ ] Cards"], ["Name: ____", "Age: ____"], ["We filed it."]]
)
def test_what_its_author_calls_a_section_is_one_whatever_is_in_it(below: list[str]) -> None:
    lines = ["# G", "## A", "1. Why?", "", "## Checklist", *below]
    assert len(parse_agenda("\n".join(lines)).agenda.sections) == 1
    changed = read_as("\n".join(lines), {5: ReadAs.SECTION})
    assert [each.title for each in parse_agenda(changed).agenda.sections] == ["A", "Checklist"]
