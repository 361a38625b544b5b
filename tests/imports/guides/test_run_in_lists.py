"""A list that a page has lost in a paragraph comes out as its title and the list."""

from pathlib import Path

from focusgroup.imports.agenda_file import open_guide

PAGE = """<html><body><h1>Guide</h1><h2>Questions</h2>
<p><strong>Work</strong></p><ol><li>What do you do?</li><li>Since when?</li></ol>
<p><strong>Money</strong> (5 minutes) 3. Who pays? 4. Version 2. of what?</p>
<p><strong>Figures</strong> 7. is no number that goes on.</p></body></html>"""


def test_a_list_that_goes_on_in_a_paragraph_is_a_list(tmp_path: Path) -> None:
    page = tmp_path / "guide.html"
    page.write_text(PAGE)
    agenda = open_guide(page).reading.agenda
    asked = [question.text for section in agenda.sections for question in section.questions]
    assert asked == ["What do you do?", "Since when?", "Who pays?", "Version 2. of what?"]
    assert [(each.title, each.minutes) for each in agenda.sections] == [("Work", 0), ("Money", 5)]
    assert "7. is no number that goes on." in agenda.source
