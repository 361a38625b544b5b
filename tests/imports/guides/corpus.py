"""Guides in the forms that offices use, each with the Markdown that a person would write for it.

The people, places and products are invented.
"""

from tests.imports.guides.made import Line

GUIDES: dict[str, tuple[list[Line], str]] = {
    "title and headings with minutes": (
        [
            ("title", "Customer evening"),
            ("h1", "Welcome (10 min)"),
            ("p", "Seat numbers on the table."),
            ("quote", "Thank you for coming."),
            ("1", "Who are you?"),
            ("h1", "Your work (25 min)"),
            ("1", "What broke last week?"),
            ("--", "Who noticed?"),
            ("1", "What did you do instead?"),
        ],
        """\
# Customer evening

## Welcome (10 min)

Seat numbers on the table.

> Thank you for coming.

1. Who are you?

## Your work (25 min)

2. What broke last week?
   - Who noticed?
3. What did you do instead?
""",
    ),
    "headings below parts": (
        [
            ("h1", "Teil A"),
            ("h2", "Begrüßung (5 Min.)"),
            ("-", "Wie geht es Ihnen?"),
            ("h2", "Arbeit (20 Min.)"),
            ("-", "Was stört Sie?"),
        ],
        """\
# Teil A

## Begrüßung (5 Min.)

- Wie geht es Ihnen?

## Arbeit (20 Min.)

- Was stört Sie?
""",
    ),
    "bold lines instead of headings": (
        [
            ("bold", "Welcome (10 min)"),
            ("p", "Let everybody sit down first."),
            ("bold", "Daily work (30 min)"),
            ("-", "What takes longest?"),
            ("--", "Since when?"),
        ],
        """\
**Welcome (10 min)**

Let everybody sit down first.

**Daily work (30 min)**

- What takes longest?
  - Since when?
""",
    ),
    "numbers and bullets typed by hand": (
        [
            ("bold", "1. Einstieg (5 min)"),
            ("p", "1. Wer sind Sie?"),
            ("p", "2) Was machen Sie?"),
            ("bold", "2. Hauptteil (20 min)"),
            ("p", "– Was fehlt Ihnen?"),
            ("p", "• Was stört Sie?"),
        ],
        """\
**1. Einstieg (5 min)**

1. Wer sind Sie?
2. Was machen Sie?

**2. Hauptteil (20 min)**

- Was fehlt Ihnen?
- Was stört Sie?
""",
    ),
    "a timetable of short cells": (
        [
            ("h1", "Ablauf"),
            ("|", "Zeit|Thema|Material"),
            ("|", "09:00 – 09:15|Begrüßung|Namensschilder"),
            ("|", "09:15 – 10:00|Arbeitsalltag|Karten"),
        ],
        """\
# Ablauf

| Zeit | Thema | Material |
| --- | --- | --- |
| 09:00 – 09:15 | Begrüßung | Namensschilder |
| 09:15 – 10:00 | Arbeitsalltag | Karten |
""",
    ),
    "a timetable with the questions in its cells": (
        [
            ("title", "Discussion guide"),
            ("|", "Time|Topic|Questions"),
            ("|", "10 min|Welcome|Who are you?/What do you do?"),
            ("|", "25 min|Reporting|What takes longest?/Who waits for it?"),
        ],
        """\
# Discussion guide

## Welcome (10 min)

1. Who are you?
2. What do you do?

## Reporting (25 min)

1. What takes longest?
2. Who waits for it?
""",
    ),
    "a timetable in another order, without a heading row": (
        [
            ("|", "Welcome|Name cards|10 min"),
            ("|", "Your day|Cards, pens|40 min"),
        ],
        """\
## Welcome (10 min)

Name cards

## Your day (40 min)

Cards, pens
""",
    ),
    "starting times only": (
        [
            ("|", "Uhrzeit|Dauer|Thema|Fragen"),
            ("|", "9:00|15 min|Begrüßung|Wer sind Sie?/Woher kommen Sie?"),
            ("|", "9:15|30 min|Alltag|Was nervt?"),
        ],
        """\
## Begrüßung (15 min)

1. Wer sind Sie?
2. Woher kommen Sie?

## Alltag (30 min)

1. Was nervt?
""",
    ),
    "questions and probes in a table": (
        [
            ("h1", "Support (20 min)"),
            ("|", "#|Question|Probes"),
            ("|", "1|When did you last call us?|How long?/Who answered?"),
            ("|", "2|What did you expect?|"),
        ],
        """\
# Support (20 min)

1. When did you last call us?
   - How long?
   - Who answered?
1. What did you expect?
""",
    ),
    "topics and their questions in two columns": (
        [
            ("h1", "Guide"),
            ("|", "First contact|How did you hear of us?/From whom?"),
            ("|", "Buying|Who decided?/How long did it take?"),
        ],
        """\
# Guide

## First contact

How did you hear of us?

From whom?

## Buying

Who decided?

How long did it take?
""",
    ),
    "a frame around the script": (
        [
            ("h2", "Intro (5 min)"),
            ("|", "Welcome everybody./Please help yourselves."),
            ("-", "Did you find us?"),
        ],
        """\
## Intro (5 min)

Welcome everybody.

Please help yourselves.

- Did you find us?
""",
    ),
    "facts before the guide": (
        [
            ("title", "Visit"),
            ("|", "Date|3 May"),
            ("|", "Place|Basel"),
            ("h1", "Arrival (5 min)"),
            ("1", "What is your work?"),
        ],
        """\
# Visit

|  |  |
| --- | --- |
| Date | 3 May |
| Place | Basel |

## Arrival (5 min)

1. What is your work?
""",
    ),
    "lines broken within a paragraph": (
        [
            ("h2", "Close (5 min)"),
            ("p", "Say thank you.\nHand out the vouchers."),
            ("-", "What matters most?\nThink of all that was said."),
        ],
        """\
## Close (5 min)

Say thank you.
Hand out the vouchers.

- What matters most?
  Think of all that was said.
""",
    ),
    "signs that Markdown would obey": (
        [
            ("h2", "Prices (5 min)"),
            ("p", "Ask <name> of A*B*C for file_name_2 & C:\\data; see [list](below) # not now"),
            ("p", "# no heading"),
            ("p", "> no script"),
            ("p", "____________"),
            ("-", "Is 3 < 4 & `x`?"),
        ],
        """\
## Prices (5 min)

Ask \\<name\\> of A\\*B\\*C for file_name_2 & C:\\\\data; see \\[list](below) # not now

\\# no heading

\\> no script

- Is 3 \\< 4 & \\`x\\`?
""",
    ),
    "boxes to tick": (
        [
            ("h2", "Start (5 min)"),
            ("p", "☐ Forms collected"),
            ("-", "☐ Recorder on"),
            ("1", "Shall we begin?"),
        ],
        """\
## Start (5 min)

- [ ] Forms collected
- [ ] Recorder on
1. Shall we begin?
""",
    ),
    "bullets at the indent of the numbers": (
        [
            ("h2", "Work (20 min)"),
            ("1", "What broke?"),
            ("-", "Who noticed?"),
            ("--", "How?"),
            ("1", "Tell us about the last one."),
            ("-", "When was it?"),
            ("1", "And then?"),
        ],
        """\
## Work (20 min)

1. What broke?
   - Who noticed?
     - How?
2. Tell us about the last one.
   - When was it?
3. And then?
""",
    ),
    "Chinese": (
        [
            ("title", "客户座谈会提纲"),
            ("h1", "一、开场（10分钟）"),
            ("quote", "感谢各位抽出时间。"),
            ("1", "请您介绍一下自己？"),
            ("h1", "二、使用情况（30分钟）"),
            ("1", "您最近一次遇到问题是什么时候？"),
            ("--", "当时怎么解决的？"),
        ],
        """\
# 客户座谈会提纲

## 一、开场（10分钟）

> 感谢各位抽出时间。

1. 请您介绍一下自己？

## 二、使用情况（30分钟）

2. 您最近一次遇到问题是什么时候？
   - 当时怎么解决的？
""",
    ),
    "French, with blanks before the marks": (
        [
            ("title", "Guide d’entretien"),
            ("h1", "Accueil (5 min)"),
            ("p", "Café et badges\u00a0: prêts\u00a0?"),
            ("1", "Qui êtes-vous\u00a0?"),
        ],
        """\
# Guide d’entretien

## Accueil (5 min)

Café et badges : prêts ?

1. Qui êtes-vous ?
""",
    ),
}
