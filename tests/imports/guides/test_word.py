"""Word's own ways: tracked changes, comments, text boxes, indents, hidden and crossed-out text."""

import pytest

from focusgroup.imports.guides import Guide, read_guide
from tests.imports.guides.made import NUMBERING, docx_of, listed, p, zipped


def word(body: str, **parts: str) -> Guide:
    return read_guide(docx_of(body, **parts), "guide.docx", ".docx")


def body(*paragraphs: str, **parts: str) -> str:
    return word("".join(paragraphs), **parts).markdown


H = p("Work (10 min)", "berschrift2")
HEAD = "## Work (10 min)\n\n"


def test_tracked_changes_are_read_as_accepted() -> None:
    guide = word(
        H + '<w:p><w:ins w:author="A"><w:r><w:t>What broke</w:t></w:r></w:ins><w:del w:author="A">'
        "<w:r><w:delText>Who is to blame</w:delText></w:r></w:del><w:r><w:t>?</w:t></w:r></w:p>"
        + "<w:p><w:moveFrom><w:r><w:t>Moved away</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>Moved here</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>paragraph</w:t></w:r></w:p>"
    )
    assert guide.markdown == f"{HEAD}What broke?\n\nMoved here\n\nOne paragraph\n"
    gone = [(out.place, out.text) for out in guide.left_out]
    assert gone == [(2, "Who is to blame"), (3, "Moved away")]
    assert all("tracked change" in out.why for out in guide.left_out)


def test_deleted_rows_of_a_table_are_left_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = row.format("", p("Date"), p("3 May"))
    table += row.format("<w:trPr><w:del/></w:trPr>", p("Place"), p("Bern"))
    assert "Bern" not in body(H, f"<w:tbl>{table}</w:tbl>")
    assert "3 May" in body(H, f"<w:tbl>{table}</w:tbl>")


def test_comments_and_footnotes_are_notes_for_the_facilitator() -> None:
    said = body(
        H,
        '<w:p><w:r><w:t>Ask slowly.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>',
        listed("What broke?", 2).replace(
            "</w:r></w:p>", '</w:r><w:r><w:footnoteReference w:id="5"/></w:r></w:p>'
        ),
        listed("Who noticed?", 2),
        comments=f'<w:comment w:id="1" w:author="Anna">{p("Why here?")}</w:comment>',
        footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="5">{p("See the screener.")}</w:footnote>',
    )
    assert said == (
        f"{HEAD}Ask slowly.\n\n> [!NOTE] Why here? (comment by Anna)\n\n"
        "1. What broke?\n\n   > [!NOTE] See the screener.\n\n2. Who noticed?\n"
    )


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inside = f"<w:txbxContent>{p('Breathe.')}{listed('Count to five', 1)}</w:txbxContent>"
    box = (
        "<w:p><w:r><w:t>Wait.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert body(H, box, p("Go on.")) == f"{HEAD}Wait.\n\nBreathe.\n\n- Count to five\n\nGo on.\n"


def test_headings_come_from_styles_their_basis_and_outline_levels() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our section"/>'
        '<w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Circle"><w:basedOn w:val="Circle"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Out"><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        "</w:style>"
    )
    said = body(
        p("A", "H2"), p("B", "Own"), p("C", "Out"), p("D", props='<w:outlineLvl w:val="2"/>'),
        p("E", "Own", props='<w:outlineLvl w:val="9"/>'), p("F", "Circle"), p("", "H2"),
        styles=styles,
    )  # fmt: skip
    assert said == "## A\n\n## B\n\n# C\n\n### D\n\nE\n\nF\n"


def test_lists_are_nested_by_their_level_or_by_their_indent() -> None:
    far = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="1440"/>'
    said = body(
        H, listed("One?", 2), p("far in", props=far), p("another", props=far),
        listed("deeper by level", 2, 1), listed("Two?", 2),
        p("more about two", props='<w:ind w:left="720"/>'), listed("Three?", 2), p("Not in it."),
    )  # fmt: skip
    assert said == (
        f"{HEAD}1. One?\n   - far in\n   - another\n   1. deeper by level\n2. Two?\n\n"
        "   more about two\n\n3. Three?\n\nNot in it.\n"
    )


def test_lists_typed_by_hand_are_nested_by_tabs_and_indents() -> None:
    said = body(
        H, p("1. One?"), p("\t- by a tab"), p("\t\t• by two"), p("2.\tTwo?"),
        p("– by an indent", props='<w:ind w:left="900"/>'), p("- no list\n- of lines"),
    )  # fmt: skip
    assert said == (
        f"{HEAD}1. One?\n   - by a tab\n     - by two\n2. Two?\n   - by an indent\n\n"
        "- no list\n- of lines\n"
    )


def test_numbers_begin_anew_where_the_list_says_so() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
        '<w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    said = body(listed("a", 2), listed("b", 2), p("x"), listed("c", 3), listed("d", 3),
                numbering=numbering)  # fmt: skip
    assert said == "4. a\n5. b\n\nx\n\n1. c\n2. d\n"


def test_letters_at_the_indent_of_the_item_before_are_nested_in_it() -> None:
    letters = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/>'
        '<w:pPr><w:ind w:left="720"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    said = body(
        listed("How do you book?", 2), listed("By phone", 3), listed("On line", 3),
        listed("Why?", 2), p("x"), listed("Tell us.", 1), listed("First", 3), p("x"),
        listed("Alone", 3),
        numbering=NUMBERING + letters,
    )  # fmt: skip
    assert said == (
        "1. How do you book?\n   1. By phone\n   2. On line\n2. Why?\n\nx\n\n- Tell us.\n"
        "  3. First\n\nx\n\n4. Alone\n"
    )


def test_bold_is_kept_where_it_can_be_read_back() -> None:
    def runs(*parts: tuple[str, bool]) -> str:
        made = (
            f'<w:r><w:rPr>{"<w:b/>" if bold else ""}</w:rPr><w:t xml:space="preserve">{text}</w:t>'
            "</w:r>"
            for text, bold in parts
        )
        return f"<w:p>{''.join(made)}</w:p>"

    said = body(
        runs(("Goal: ", True), ("be quick", False)), runs(("问题：", True), ("什么", False)),
        runs(("What", True), (" ", False), ("broke?", True)), runs(("in", False), ("side", True)),
        p("Larger", run='<w:sz w:val="32"/>'), p("Under", run='<w:u w:val="single"/>'),
        p("not", run='<w:b w:val="0"/>'), p("loud", run="<w:caps/>"), p("x" * 300),
    )  # fmt: skip
    assert said.split("\n\n")[:8] == [
        *("**Goal:** be quick", "**问题**：什么", "**What broke?**", "in**side**"),
        *("**Larger**", "**Under**", "not", "LOUD"),
    ]


def test_what_is_left_out_is_named_with_its_reason() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent>{p('Work 3')}</w:sdtContent></w:sdt>"
    )
    guide = word(
        contents + H + p("Secret", run="<w:vanish/>") + p("Old question?", run="<w:strike/>")
        + "<w:p><w:r><w:drawing/></w:r></w:p>" + p("What broke?"),
        header1=p("Strictly confidential"),
        footer1=p("3"),
    )  # fmt: skip
    assert guide.markdown == f"{HEAD}What broke?\n"
    assert [(out.place, out.text, out.why) for out in guide.left_out] == [
        (1, "Work 3", "it is a table of contents"),
        (3, "Secret", "it is hidden text"),
        (4, "Old question?", "it is crossed out"),
        (5, "1 picture", "an agenda has no pictures"),
        (0, "Strictly confidential", "it is a header or footer"),
    ]


def test_a_line_across_the_page_is_no_picture() -> None:
    line = (
        '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" style="height:1.5pt" o:hr="t"/>'
        "</w:pict></w:r></w:p>"
    )
    guide = word(H + p("What broke?") + line + p("Who noticed?"))
    assert (guide.markdown, guide.left_out) == (f"{HEAD}What broke?\n\nWho noticed?\n", ())


def test_fields_links_controls_and_readings_show_their_text_only() -> None:
    said = body(
        "<w:p><w:hyperlink><w:r><w:t>our site</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE"
        "</w:instrText></w:r><w:r><w:t> and</w:t><w:noBreakHyphen/><w:tab/><w:t>so on</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>.</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>",
    )
    assert said == "our site and- so on.\n\n漢\n"


def test_cells_in_tables_in_tables_are_read_for_their_text() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('deep')}</w:tc></w:tr></w:tbl>"
    merged = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    table = f"<w:tr><w:tc>{merged}{p('wide')}</w:tc></w:tr><w:tr><w:tc>{p('a')}</w:tc><w:tc>"
    said = body(f"<w:tbl>{table}{inner}{p('b')}</w:tc></w:tr></w:tbl>")
    assert said == "|  |  |\n| --- | --- |\n| wide |  |\n| a | deep<br>b |\n"


def test_a_strict_document_and_one_with_another_main_part_are_read() -> None:
    main = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
        ' PartName="/doc/main.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    other = zipped({"doc/main.xml": main, "[Content_Types].xml": types})
    assert read_guide(other, "g", "").markdown == "## A\n"


@pytest.mark.parametrize("name", ["Heading 1", "List Bullet", "List Bullet 2", "List Number"])
def test_the_styles_of_python_docx_are_known(name: str) -> None:
    import io

    from docx import Document

    document = Document()
    document.add_paragraph("What broke?", style=name)
    made = io.BytesIO()
    document.save(made)
    mark = {"Heading 1": "#", "List Number": "1."}.get(name, "-")
    assert read_guide(made.getvalue(), "g", ".docx").markdown == f"{mark} What broke?\n"
