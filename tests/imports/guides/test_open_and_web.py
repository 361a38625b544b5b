"""The ways of OpenDocument texts and of web pages, those that Word and Google Docs save too."""

import pytest

from focusgroup.imports.guides import Guide, read_guide
from tests.imports.guides.made import as_odt, odt_of


def odt(body: str, styles: str = "") -> Guide:
    return read_guide(odt_of(body, styles), "guide.odt", ".odt")


def web(body: str, head: str = "") -> Guide:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_guide(page.encode(), "guide.html", ".html")


H = '<text:h text:outline-level="2">Work (10 min)</text:h>'
HEAD = "## Work (10 min)\n\n"


def test_changes_notes_and_boxes_of_an_open_document() -> None:
    guide = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        + H
        + "<text:p>Ask<text:s text:c='900000000'/>slowly.<office:annotation><dc:creator>Anna"
        "</dc:creator><text:p>Why?</text:p></office:annotation><text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>See page 2.</text:p></text:note-body>"
        "</text:note><draw:frame><draw:text-box><text:p>Breathe.</text:p></draw:text-box>"
        "</draw:frame></text:p><text:p><draw:frame><draw:image/></draw:frame>Go on.</text:p>"
    )
    assert guide.markdown == (
        f"{HEAD}Ask slowly.\n\n> [!NOTE] Why? (comment by Anna)\n\n> [!NOTE] See page 2.\n\n"
        "Breathe.\n\nGo on.\n"
    )
    assert [out.text for out in guide.left_out] == ["1 picture"]


def test_lists_of_an_open_document_go_on_counting_where_they_say_so() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    inner = f"<text:list>{item.format('Who?', '')}</text:list>"
    more = "<text:p>Listen first.</text:p>"
    said = odt(
        f"{H}<text:list text:style-name='L2'>{item.format('What?', inner + more)}</text:list>"
        f"<text:p>Pause.</text:p><text:list text:style-name='L2' text:continue-numbering='true'>"
        f"{item.format('When?', '')}</text:list>"
    ).markdown
    assert said == (f"{HEAD}1. What?\n   1. Who?\n\n   Listen first.\n\nPause.\n\n2. When?\n")


def test_styles_of_an_open_document() -> None:
    styles = (
        '<style:style style:name="Hidden" style:family="text"><style:text-properties'
        ' text:display="none"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph"'
        ' style:parent-style-name="Intense_20_Quote"/>'
        '<style:style style:name="Large" style:family="paragraph"><style:text-properties'
        ' fo:font-size="18pt"/></style:style>'
    )
    guide = odt(
        '<text:p text:style-name="Large">Welcome</text:p><text:p text:style-name="P1">Thank you.'
        '</text:p><text:p>a<text:span text:style-name="Hidden">secret</text:span>b</text:p>',
        styles,
    )
    assert guide.markdown == "**Welcome**\n\n> Thank you.\n\nab\n"
    assert [(out.text, out.why) for out in guide.left_out] == [("secret", "it is hidden text")]


def test_a_flat_open_document_is_read() -> None:
    import io
    import zipfile

    content = zipfile.ZipFile(io.BytesIO(as_odt([("h1", "A"), ("p", "b")]))).read("content.xml")
    flat = content.replace(b"office:document-content", b"office:document").replace(
        b"<office:document ",
        b'<office:document office:mimetype="application/vnd.oasis.opendocument.text" ',
    )
    guide = read_guide(flat, "guide.fodt", ".fodt")
    assert (guide.markdown, guide.format) == ("# A\n\nb\n", "flat OpenDocument text")


def test_a_web_page_is_read_without_what_stands_around_the_guide() -> None:
    guide = web(
        "<nav><a href='/'>Home</a></nav><main><h1>Guide</h1><div>Say <b>hello</b> &amp; wait"
        "<script>alert(1)</script></div><ol start=3><li>What?<ul><li>Who?</ul><li><p>When?</p>"
        "<p>Listen.</p></ol><pre>One\nTwo</pre><p hidden>no</p><del>old?</del>"
        "<img src=x alt='our logo'></main><footer>© us</footer>"
    )
    assert guide.markdown == (
        "# Guide\n\nSay **hello** & wait\n\n3. What?\n   - Who?\n4. When?\n\n   Listen.\n\n"
        "One\nTwo\n"
    )
    assert guide.unit == "line"
    assert [(out.text, out.why) for out in guide.left_out] == [
        ("Home", "it is the navigation of the page"),
        ("no", "it is hidden"),
        ("old?", "it is crossed out"),
        ("a picture: our logo", "an agenda has none"),
        ("© us", "it is the footer of the page"),
    ]


def test_a_page_that_word_saved_keeps_its_lists() -> None:
    item = (
        "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><![if !supportLists]><span"
        " style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span><![endif]>{}</p>"
    )
    said = web(
        "<p class=MsoTitle>Visit</p><h1>Work</h1>"
        + item.format(1, "1.", "What?")
        + item.format(2, "·", "Who?")
        + item.format(1, "2.", "When?")
        + "<p class=MsoQuote>Thank you.</p>"
    ).markdown
    assert said == "# Visit\n\n## Work\n\n1. What?\n   - Who?\n2. When?\n\n> Thank you.\n"


def test_bold_in_a_page_that_google_docs_saved_is_that_of_its_styles() -> None:
    said = web(
        "<b style='font-weight:normal'><p><span style='font-weight:700'>Welcome</span></p>"
        "<p><span style='font-weight:400'>Sit down.</span></p></b>"
    ).markdown
    assert said == "**Welcome**\n\nSit down.\n"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "gb18030", "shift_jis", "no-such"])
def test_a_page_is_decoded_as_its_head_says(charset: str) -> None:
    text = {"gb18030": "您好吗？", "shift_jis": "どうですか？"}.get(charset, "Größe – café?")
    page = f"<html><head><meta charset={charset}></head><body><p>{text}</p></body></html>"
    data = page.encode("utf-8" if charset == "no-such" else charset)
    assert read_guide(data, "g", ".html").markdown == f"{text}\n"


def test_a_page_whose_first_line_is_its_name_has_that_title() -> None:
    assert web("<p><b>Visit</b></p><h2>A</h2>", "<title>Visit</title>").markdown == (
        "# Visit\n\n## A\n"
    )
