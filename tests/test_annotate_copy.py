"""Reports that are no .docx: a Word copy of what was read, with the findings as comments."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from formats import laid_out, read_model
from reportlint import engine
from reportlint.annotate import Annotated
from reportlint.annotate.commenting import commented
from reportlint.annotate.copy import annotated_copy
from reportlint.cli import main
from reportlint.errors import ReadError
from reportlint.findings import Finding, Level, Place, Report
from reportlint.model import Cell, Document, Grid, Line, Origin, Source, Text
from reportlint.readers import read
from reportlint.records import replace
from reportlint.ruleset import load

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
REPORTS = ROOT.parent / "shared" / "reports"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RULES = load()
FILES = [*sorted(file for file in EXAMPLES.iterdir() if file.suffix in (".html", ".txt", ".md")
                 and file.name != "README.md"),
         *sorted(file for file in (REPORTS.iterdir() if REPORTS.exists() else ())
                 if file.suffix in (".doc", ".wps", ".pdf", ".ofd"))]
HOSTILE = ("<script>alert(1)</script>", '"onmouseover="alert(1)', "]]>", "javascript:alert(1)")


def checked(file: Path) -> tuple[bytes, Report]:
    data = file.read_bytes()
    try:
        return data, engine.check(file.name, data, RULES)
    except ReadError as error:
        pytest.skip(error.reason)


def anchored(data: bytes) -> list[tuple[str, str]]:
    """What stands between the marks of each comment, and what the comment says, in the order of the text."""
    made = docx.Document(BytesIO(data))
    notes = {str(item.comment_id): item.text for item in made.comments}
    words: dict[str, str] = {}
    open_now: set[str] = set()
    for element in made.element.body.iter():
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            open_now.add(key)
            words[key] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.remove(key)
        elif element.tag == f"{W}t":
            for one in open_now:
                words[one] += element.text or ""
    assert words.keys() == notes.keys()
    assert not open_now
    return [(words[key], notes[key]) for key in words]


def well_formed(data: bytes) -> None:
    """A strict reading of the package: every part well-formed, typed, and every relation leading to a part."""
    package = ZipFile(BytesIO(data))
    assert package.testzip() is None
    names = package.namelist()
    assert len(set(names)) == len(names)
    for name in names:
        ET.fromstring(package.read(name))
    typed = {item.get("PartName", "")[1:] for item in ET.fromstring(package.read("[Content_Types].xml"))} - {""}
    assert typed <= set(names)
    targets = {item.get("Target") for item in ET.fromstring(package.read("word/_rels/document.xml.rels"))}
    assert {f"word/{target}" for target in targets} <= set(names)
    styles = {item.get(f"{W}styleId") for item in ET.fromstring(package.read("word/styles.xml"))}
    used = {item.get(f"{W}val") for item in ET.fromstring(package.read("word/document.xml")).iter(f"{W}pStyle")}
    assert used <= styles


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_comment_is_at_the_words_of_its_finding(file: Path) -> None:
    data, report = checked(file)
    made = commented(file.name, data, report, RULES)
    well_formed(made.data)
    said = anchored(made.data)
    assert len(said) == made.comments
    assert sum(words.count("【") for _, words in said) >= len(report.findings)
    for finding in report.findings:
        words, _ = next(item for item in said if finding.message.rstrip("。") in item[1].replace("\n", ""))
        raw = str(finding.facts.get("raw", "")) if finding.place.column else ""
        assert raw.strip() in words
    assert commented(file.name, data, report, RULES) == made


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_copy_says_what_the_report_says(file: Path) -> None:
    """The copy, checked, has the same relations and the same findings about figures."""
    data, report = checked(file)
    copy = engine.check("x.docx", commented(file.name, data, report, RULES).data, RULES)
    assert copy.relations == report.relations
    assert [(f.rule, f.message) for f in copy.findings if f.rule.startswith(("T3", "T4", "T2"))] == [
        (f.rule, f.message) for f in report.findings if f.rule.startswith(("T3", "T4", "T2"))]
    assert (copy.title, copy.year) == (report.title, report.year)


def test_the_figure_and_the_phrase_are_the_anchor() -> None:
    data, report = checked(EXAMPLES / "有错的年报.txt")
    said = anchored(commented("有错的年报.txt", data, report, RULES).data)
    assert next(words for words, note in said if "T3-ROW" in note) == "53"
    assert next(words for words, note in said if "TX-PLACE" in note) == "××"


def test_headings_and_title_have_their_styles() -> None:
    data, report = checked(EXAMPLES / "青山县水利局-2023.md")
    made = docx.Document(BytesIO(commented("x.md", data, report, RULES).data))
    styled = [(item.style.name, item.text) for item in made.paragraphs if item.style and item.style.name != "Normal"]
    assert [name for name, _ in styled].count("Heading 1") == 6
    assert styled[0][0] == "Title"


def small(words: str = "话") -> Document:
    """Lines and a table with merged cells, all of the same words."""
    def cell(row: int, column: int, rowspan: int = 1, colspan: int = 1) -> Cell:
        return Cell(Text(words, (), Origin(table=1, row=row + 1, cell=column + 1)), row, column, rowspan, colspan)

    tall, wide = cell(0, 0, 2), cell(0, 1, 1, 2)
    grid = Grid(((tall, wide, wide), (tall, cell(1, 1), cell(1, 2)), (cell(2, 0),)), 1)
    lines = [Line(Text(words + "中间" + words, (), Origin(paragraph=n))) for n in (1, 2)]
    return Document(Source("x.doc", "word", (*lines, grid, grid)), None, (), ())


def findings(words: str = "有问题") -> list[Finding]:
    places = [Origin(paragraph=2, offset=1, length=2), Origin(paragraph=2, offset=2, length=2),
              Origin(table=1, row=2, cell=2), Origin(table=1, row=2, cell=2, length=1), Origin()]
    return [Finding("X-1", Level.ERROR, words, Place(place), advice=words) for place in places]


def test_overlapping_words_merged_cells_and_no_place() -> None:
    made = annotated_copy(small(), findings())
    well_formed(made.data)
    assert [words for words, _ in anchored(made.data)] == ["话中间话", "中间", "间话", "话"]
    table = docx.Document(BytesIO(made.data)).tables[0]
    assert [len(row._tr.tc_lst) for row in table.rows] == [2, 3, 3]
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    grid = next(block for block in read("x.docx", made.data).blocks if isinstance(block, Grid))
    assert [[cell.text.value for cell in row] for row in grid.rows] == [["话"] * 3, ["话"] * 3, ["话", "", ""]]


@pytest.mark.parametrize("words", [*HOSTILE, "\0\ufffe\ud800", "&amp;<w:p/>", "a\n\tb"])
def test_whatever_a_report_says_is_text(words: str) -> None:
    made = annotated_copy(small(words), findings(words))
    well_formed(made.data)
    usual = ZipFile(BytesIO(annotated_copy(small("话话"), findings("话")).data))
    shape = {item.tag for item in ET.fromstring(usual.read("word/document.xml")).iter()}
    package = ZipFile(BytesIO(made.data))
    assert {item.tag for item in ET.fromstring(package.read("word/document.xml")).iter()} <= {
        *shape, f"{W}br", f"{W}tab"}
    shown = "".join(ET.fromstring(package.read("word/document.xml")).itertext())
    if words in HOSTILE:
        assert shown.count(words) == 4 + 2 * 5


def test_three_hundred_findings_in_a_second() -> None:
    data = laid_out(read_model((ROOT / "rules/2021/model.md").read_text(encoding="utf-8")), "html").fill()[0]
    report = engine.check("x.html", data, RULES)
    cells = [cell for block in report.source.blocks if isinstance(block, Grid) for row in block.rows for cell in row]
    many = replace(report, findings=tuple(
        Finding("X-1", Level.ERROR, "有问题", Place(cell.text.origin())) for cell in cells[:300]))
    start = time.process_time()
    made: Annotated = commented("x.html", data, many, RULES)
    assert time.process_time() - start < 1
    assert made.comments > 200


def test_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source, target = str(EXAMPLES / "有错的年报.html"), tmp_path / "批注.docx"
    assert main(["annotate", source, "-o", str(target)]) == 1
    assert "条批注（原文件是网页文件" in "".join(capfd.readouterr())
    assert any("T3-ROW" in note for _, note in anchored(target.read_bytes()))
    assert main(["annotate", source, "-o", str(tmp_path / "批注.html")]) == 2
    assert ".docx" in "".join(capfd.readouterr())
    assert not (tmp_path / "批注.html").exists()
