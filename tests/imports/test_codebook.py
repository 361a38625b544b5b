"""Codebooks from files: what a round trip keeps, and what a hostile file is told."""

import time
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Theme
from focusgroup.core.themes.entries import ThemeDetails
from focusgroup.core.themes.kind_codes import GROUP, KIND_CODES
from focusgroup.exports.codebook import NAMESPACE, write_codebook
from focusgroup.imports.codebook import MOST, read_codebook

ID = "01a22825-aea0-7000-9e54-3aa396369{:03d}"
THEMES = (
    Theme(ID.format(1), "Reporting", "numbers, “quoted”", "prices", ("csv", "pdf"), "Mia"),
    Theme(ID.format(2), "Reporting > =Exports", "=1+1 & <b>", retired=True),
    Theme(ID.format(3), "Reporting > =Exports > 导出", "Not: a label in front"),
    Theme(ID.format(4), "Ünïcode עברית"),
)


def as_entries(path: Path) -> dict[str, ThemeDetails]:
    return {entry.path: entry.details for entry in read_codebook(path).entries}


@pytest.mark.parametrize("suffix", [".csv", ".qdc"])
def test_a_round_trip_keeps_paths_and_definitions(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"codebook{suffix}"
    themes = THEMES if suffix == ".csv" else (*THEMES[:2], *THEMES[3:])
    write_codebook(themes, path)
    assert as_entries(path) == {
        theme.path: ThemeDetails(
            theme.description or None,
            theme.excludes or None,
            theme.keywords or None,
            theme.owner or None,
            theme.retired or None,
        )
        for theme in themes
    }


def test_a_qdc_file_fits_the_schema_of_refi_qda(tmp_path: Path) -> None:
    from lxml import etree

    path = tmp_path / "codebook.qdc"
    write_codebook(THEMES, path)
    schema = etree.XMLSchema(file=Path(__file__).parents[1] / "data" / "refi-qda" / "Codebook.xsd")
    schema.assertValid(etree.parse(path))


def test_the_kinds_are_codes_that_come_back_as_no_themes(tmp_path: Path) -> None:
    from lxml import etree

    path = tmp_path / "codebook.qdc"
    write_codebook([Theme("01a22825-aea0-7000-9e54-3aa396369c3f", "Context")], path)
    tree = etree.parse(path)
    group = next(code for code in tree.iter("{*}Code") if code.get("name") == "Kinds of quote")
    assert group.get("isCodable") == "false"
    kinds = {code.get("name"): code for code in group.iterfind("{*}Code")}
    assert list(kinds) == [
        "Kind: problem", "Kind: strength", "Kind: missing feature", "Kind: context"
    ]  # fmt: skip
    assert all(code.findtext("{*}Description") for code in kinds.values())
    # Another program may write ids in its own way, rename codes and put some below ours.
    context = kinds["Kind: context"]
    context.set("guid", f"{{{context.get('guid').upper()}}}")
    context.set("name", "Kontext")
    below = etree.SubElement(context, f"{{{NAMESPACE}}}Code", isCodable="true", name="Tools")
    below.set("guid", "01a22825-aea0-7000-9e54-3aa396369c40")
    tree.write(path)
    assert list(as_entries(path)) == ["Context", "Tools"]


def test_the_codes_of_the_kinds_never_change() -> None:
    ids = [GROUP[0], *(guid for guid, _ in KIND_CODES.values())]
    assert ids == [
        "536fc889-334f-51b4-ab18-ec43860c813d",
        "6ac27dc9-ec77-5c89-a5c4-8d8160f828de",
        "ab6fbaa8-5350-55e0-96b7-d38551b0027e",
        "36be7b54-79e9-59f0-8241-bf7d69f98c38",
        "bfd7be6a-4d8d-5944-aaac-df68b9483b6e",
    ]


CODE = '<Code guid="01a22825-aea0-7000-9e54-3aa396369c3f" isCodable="true" name="{}">{}</Code>'
BOOK = f'<CodeBook xmlns="{NAMESPACE}"><Codes>{{}}</Codes></CodeBook>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
READS = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def deep(levels: int) -> str:
    text = ""
    for n in range(levels):
        text = CODE.format(n, text)
    return BOOK.format(text)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("laughs.qdc", LAUGHS + BOOK.format(CODE.format("&b;", "")), "DOCTYPE"),
        ("reads.qdc", READS + BOOK.format(CODE.format("x", "&a;")), "DOCTYPE"),
        ("project.qdc", "<Project/>", "first element is Project, not CodeBook"),
        ("cut.qdc", BOOK.format(CODE.format("x", ""))[:-9], "isn't a well-formed .qdc file"),
        ("bytes.qdc", b'<?xml version="1.0" encoding="utf-8"?><CodeBook \xff/>', "well-formed"),
        ("none.qdc", BOOK.format(""), "lists no themes"),
        ("deep.qdc", deep(13), "more than 12 levels"),
        ("deeper.qdc", deep(400), "well-formed"),
        ("long.qdc", BOOK.format(CODE.format("x" * 201, "")), "more than 200 characters"),
        ("plain.csv", "Exports\nReporting\n", "no heading “path” or “name”"),
        ("empty.csv", "", "no heading"),
        ("binary.csv", b"\x00\x01\x02path", "isn't readable as text"),
        ("round.csv", "name,parent\nA,B\nB,C\nC,A\n", "line 2: “A” is below itself"),
        ("itself.csv", "name,parent\nA,a\n", "line 2: “A” is below itself"),
        ("many.csv", "path\n" + "".join(f"t{n}\n" for n in range(MOST + 1)), "more than 20,000"),
        ("huge.csv", "path,description\nA," + "x" * 200_000 + "\n", "line 2: field larger"),
    ],
)
def test_what_is_no_codebook_is_a_sentence(
    tmp_path: Path, name: str, data: str | bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(FocusgroupError, match=says) as told:
        read_codebook(path)
    assert "\n" not in str(told.value)
    assert name in str(told.value)


def test_names_of_other_programs_are_no_paths_and_parents_may_come_later(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Code;Parent code;Memo\ncost > value;Money;what\nMoney;;\nmoney;;twice\n;;x\n")
    found = read_codebook(path)
    assert [entry.path for entry in found.entries] == ["Money", "Money > cost / value"]
    assert found.warnings == (
        "line 4: “money” is listed again (first in line 3); left out",
        "line 5: a theme without a name was left out",
    )


def test_a_codebook_may_show_its_levels_by_an_indent(tmp_path: Path) -> None:
    path = tmp_path / "levels.csv"
    path.write_text("code,indent\nA,0\nB,2\nC,5\nD,2\nE,0\n")
    paths = {entry.path for entry in read_codebook(path).entries}
    assert paths == {"A", "A > B", "A > B > C", "A > D", "E"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252", "gb18030"])
def test_a_list_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    names = ["导出", "报告", "移动应用", "账户", "价格和发票", "数据和报表", "通知", "培训"]
    if encoding != "gb18030":
        names = ["Préférences générales", "Réglages"]
    path = tmp_path / "list.csv"
    path.write_bytes("\n".join(["path", *names]).encode(encoding))
    found = read_codebook(path)
    assert [entry.path for entry in found.entries] == names
    assert bool(found.warnings) == (encoding in ("cp1252", "gb18030"))


def test_ten_thousand_codes_are_read_without_a_level_of_python_for_each(tmp_path: Path) -> None:
    path = tmp_path / "many.qdc"
    path.write_text(BOOK.format("".join(CODE.format(f"t{n}", "") for n in range(10_000))))
    before = time.process_time()
    assert len(read_codebook(path).entries) == 10_000
    assert time.process_time() - before < 30


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.qdpx", "whole project"), ("a.qdc", "whole project"), ("a.xlsx", "workbook"),
        ("a.ods", "workbook"), ("a.xls", "workbook"), ("a.zip", "packed file"),
        ("a.csv", "packed file"),
    ],
)  # fmt: skip
def test_a_packed_file_is_told_what_to_do_instead(tmp_path: Path, name: str, said: str) -> None:
    path = tmp_path / name
    sign = b"\xd0\xcf\x11\xe0" if name == "a.xls" else b"PK\x03\x04"
    path.write_bytes(sign + bytes(60))
    with pytest.raises(FocusgroupError, match=said):
        read_codebook(path)


@pytest.mark.parametrize("comma", [",", ";", "\t", "|"])
def test_the_line_that_names_the_comma_is_no_heading(tmp_path: Path, comma: str) -> None:
    path = tmp_path / "book.csv"
    path.write_text(f"sep={comma}\r\npath{comma}not\r\nA{comma}b\r\n{comma}x\r\n", "utf-8-sig")
    found = read_codebook(path)
    assert [(entry.path, entry.details.excludes) for entry in found.entries] == [("A", "b")]
    assert found.warnings == ("line 4: a theme without a name was left out",)


def test_a_codebook_that_is_too_deep_is_no_matter_of_our_options(tmp_path: Path) -> None:
    path = tmp_path / "deep.qdc"
    codes = '<Code name="a">' * 300 + "</Code>" * 300
    path.write_text(f"<CodeBook><Codes>{codes}</Codes></CodeBook>")
    with pytest.raises(FocusgroupError, match="too deep"):
        read_codebook(path)
