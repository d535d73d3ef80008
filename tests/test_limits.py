"""Every bound on what is read: lowered it refuses by its name, raised it reads; on the command line, in the settings,
in programs. What they bound by default is in `readers/test_bounds.py` and `test_hostile.py`."""

import pickle
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import reportlint
from formats import WRITERS, read_model
from readers.drawing import Page, ofd_of, pdf_of
from readers.word97 import doc_of, in_list, list_level, list_tables
from readers.word_files import parts, zipped
from reportlint.cli import main
from reportlint.configuration.limiting import WORDS, limits_of, most
from reportlint.errors import ReadError, ReportlintError, UsageError
from reportlint.inputs import archives, files
from reportlint.limits import LIMITS, MEGABYTE, SIZES, Limits, shown_name
from reportlint.readers import read

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
NAMES = tuple(Limits.__annotations__)


def written(writer: str) -> bytes:
    return WRITERS[writer][1](read_model(MODEL)).fill()[0]


def drawn() -> Page:
    page = Page(lines=[(90, y, 290, y) for y in (200, 230, 260)] + [(x, 200, x, 260) for x in (90, 190, 290)])
    for number in range(20):
        page.text(90, 60 + 6 * number, "政府信息公开")
    for x, y in ((95, 220), (195, 220), (95, 250), (195, 250)):
        page.text(x, y, "公开")
    return page


BOX = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
PARAGRAPH = "<w:p><w:r><w:t>公开</w:t></w:r></w:p>"
PACKED = 40_000 * "<w:p><w:r><w:t>公开信息</w:t></w:r></w:p>"
LISTS, USES = list_tables([list_level("%1、", 39)])
PDF, OFD = pdf_of(drawn(), drawn()), ofd_of(drawn(), drawn())
HEAVY = pdf_of(drawn(), carried=b"".join(b"%06d" % number for number in range(40_000)))

READ: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "file_size": ("a.txt", lambda: written("cells"), 1000),
    "text_size": ("a.html", lambda: written("html"), 1000),
    "lines": ("a.txt", lambda: written("cells"), 50),
    "marks": ("a.html", lambda: written("html"), 50),
    "blocks": ("a.md", MODEL.encode, 5),
    "characters": ("a.md", MODEL.encode, 50),
    "rows": ("a.docx", lambda: written("docx"), 3),
    "columns": ("a.docx", lambda: written("docx"), 3),
    "slots": ("a.docx", lambda: written("docx"), 20),
    "package_entries": ("a.docx", lambda: written("docx"), 1),
    "html_slots": ("a.html", lambda: written("html"), 20),
    "html_columns": ("a.html", lambda: written("html"), 3),
    "word_total": ("a.docx", lambda: written("docx"), 1000),
    "word_part": ("a.docx", lambda: written("docx"), 1000),
    "word_tags": ("a.docx", lambda: written("docx"), 100),
    "word_depth": ("a.docx", lambda: zipped({**parts(BOX.format(BOX.format(PARAGRAPH)))}), 1),
    "word_slots": ("a.docx", lambda: written("docx"), 20),
    "doc_stream": ("a.doc", lambda: doc_of([("公开", "\r", b"", 0)] * 4000), 4000),
    "doc_characters": ("a.doc", lambda: doc_of([("公开", "\r", b"", 0)] * 40), 10),
    "paged_rules": ("a.pdf", lambda: PDF, 3),
    "paged_slots": ("a.ofd", lambda: OFD, 3),
    "pdf_pages": ("a.pdf", lambda: PDF, 1),
    "pdf_characters": ("a.pdf", lambda: PDF, 20),
    "pdf_objects": ("a.pdf", lambda: PDF, 3),
    "ofd_part": ("a.ofd", lambda: OFD, 100),
    "ofd_total": ("a.ofd", lambda: OFD, 100),
    "ofd_pages": ("a.ofd", lambda: OFD, 1),
    "ofd_characters": ("a.ofd", lambda: OFD, 20),
    "ofd_strokes": ("a.ofd", lambda: OFD, 3),
}


@pytest.mark.parametrize("name", READ)
def test_lowered_it_refuses_by_its_name(name: str) -> None:
    file, made, low = READ[name]
    data = made()
    assert read(file, data).blocks
    with pytest.raises(ReadError) as error:
        read(file, data, Limits(**{name: low}))
    assert f"上限 {shown_name(name)}=" in error.value.reason
    assert "--limit" in error.value.reason
    assert "\n" not in error.value.reason


RAISED: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "lines": ("a.txt", lambda: written("cells") + b"\n" * 60_000, 100_000),
    "blocks": ("a.txt", lambda: "公开。\n".encode() * 21_000, 30_000),
    "characters": ("a.md", lambda: ("公开" * 260_000).encode(), 600_000),
    "marks": ("a.html", lambda: b"<html><p>" + b"<b>a</b>" * 201_000, 500_000),
    "columns": ("a.txt", lambda: ("甲" + "\t1" * 520 + "\n").encode() * 3, 600),
    "rows": ("a.txt", lambda: "甲\t1\t2\n".encode() * 2_100, 3_000),
    "slots": ("a.md", lambda: f"|a|{'b|' * 30}\n{'|-' * 31}|\n{'|1' * 31}|\n".encode() * 1 +
              f"{'|1' * 31}|\n".encode() * 1_400, 50_000),
    "word_depth": ("a.docx", lambda: zipped({**parts(40 * BOX.partition("{}")[0] + PARAGRAPH
                                                     + 40 * BOX.partition("{}")[2])}), 60),
    "word_tags": ("a.docx", lambda: zipped({**parts("<w:p><w:r/></w:p>" * 210_000 + PARAGRAPH)}), 700_000),
    "pdf_pages": ("a.pdf", lambda: pdf_of(drawn(), *[Page(texts=[(90, 90, 12, "页")])] * 300), 400),
    "ofd_pages": ("a.ofd", lambda: ofd_of(drawn(), *[Page(texts=[(90, 90, 12, "页")])] * 300), 400),
}


@pytest.mark.parametrize("name", RAISED)
def test_raised_it_reads(name: str) -> None:
    file, made, high = RAISED[name]
    data = made()
    with pytest.raises(ReadError, match=f"上限 {shown_name(name)}="):
        read(file, data)
    assert read(file, data, Limits(**{name: high})).blocks


def test_what_is_left_out_beyond_a_bound_says_so_or_is_not_judged() -> None:
    """Of a page with too many lines no tables are read; of too many lists no numbers."""
    sparse = read("a.pdf", PDF, Limits(page_rules=3))
    assert any("上限 page-rules=3" in remark for remark in sparse.remarks)
    numbered = doc_of([("总体情况", "\r", in_list(1), 0)], lists=LISTS, uses=USES)
    assert read("a.doc", numbered).blocks[0].text.value == "一、总体情况"
    assert not read("a.doc", numbered, Limits(doc_lists=1)).remarks
    assert any("上限 doc-lists=0" in remark for remark in read("a.doc", numbered, Limits(doc_lists=0)).remarks)
    grids = [len([b for b in read("a.pdf", PDF, limits).blocks if hasattr(b, "rows")])
             for limits in (LIMITS, Limits(table_slots=1))]
    assert grids[0] > grids[1] == 0


def streams(limits: Limits) -> None:
    read("a.pdf", HEAVY, limits)


@pytest.mark.parametrize("name", ["pdf_stream", "pdf_total"])
def test_streams_of_a_pdf(name: str) -> None:
    streams(LIMITS)
    with pytest.raises(ReadError, match=f"上限 {shown_name(name)}="):
        streams(Limits(**{name: 1000}))


@pytest.mark.parametrize(("name", "file", "member"), [
    ("word_ratio", "a.docx", lambda: zipped({**parts(PARAGRAPH + "<!--" + " " * 11_000_000 + "-->")})),
    ("ofd_ratio", "a.ofd", lambda: _with(OFD, "Content.xml", b" " * 1_100_000)),
])
def test_how_many_times_larger_a_part_may_be(name: str, file: str, member: Callable[[], bytes]) -> None:
    data = member()
    with pytest.raises(ReadError, match=f"上限 {shown_name(name)}="):
        read(file, data)
    assert read(file, data, Limits(**{name: 20_000})).blocks


def _with(package: bytes, end: str, more: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (more if name.endswith(end) else b""))
    return buffer.getvalue()


# ---- archives ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("一.md", MODEL)
        archive.writestr("二.md", MODEL)
    Path("a.md").write_text(MODEL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("name", "low"), [("archive_size", 100), ("archive_members", 1), ("archive_total", 1000)])
def test_an_archive_beyond_a_bound(folder: Path, name: str, low: int) -> None:
    wanted = files.Wanted((".zip", ".md"))
    whole = archives.expand(files.find(["a.zip"], wanted), wanted)
    assert len(whole.names) == 2
    found = archives.expand(files.find(["a.zip"], wanted), wanted, lambda _: Limits(**{name: low}))
    assert [f"上限 {shown_name(name)}=" in failure.reason for failure in found.failures] == [True]


def test_a_member_that_was_packed_too_well(folder: Path) -> None:
    tight = Limits(small_member=10, archive_ratio=1)
    with pytest.raises(ReadError, match="上限 archive-ratio=1"):
        archives.load("a.zip/一.md", 1 << 26, tight)
    assert archives.load("a.zip/一.md", 1 << 26, Limits(small_member=10, archive_ratio=100))
    assert archives.load("a.zip/一.md", 1 << 26, Limits(small_member=MEGABYTE, archive_ratio=1))


def test_they_are_frozen_and_go_to_other_processes() -> None:
    made = Limits(rows=3)
    with pytest.raises(AttributeError):
        made.rows = 4
    assert pickle.loads(pickle.dumps(made)) == made != LIMITS
    assert hash(made) == hash(Limits(rows=3, columns=LIMITS.columns))
    with pytest.raises(TypeError):
        Limits(row=3)


# ---- as users set them -------------------------------------------------------------------------------


def test_every_bound_has_words_and_a_largest_value() -> None:
    assert tuple(WORDS) == NAMES
    assert {name for name in SIZES if name not in NAMES} == set()
    assert all(0 < getattr(LIMITS, name) <= most(name) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_bound_can_be_set(name: str) -> None:
    value = "1.5" if name in SIZES else "7"
    made = limits_of({}, [f"{shown_name(name)}={value}"], None)
    assert getattr(made, name) == (1.5 * MEGABYTE if name in SIZES else 7)
    assert limits_of({name: value}, (), None) == made


@pytest.mark.parametrize(("word", "said"), [
    ("pdf-page=5", "是否想写 pdf-pages"), ("nothing=5", "没有“nothing”这个上限"), ("pdf-pages", "名称=数"),
    ("pdf-pages=", "不对"), ("pdf-pages=0", "不对"), ("pdf-pages=-1", "不对"), ("pdf-pages=1e9", "不对"),
    ("pdf-pages=30001", "不超过 30000"), ("pdf-pages=5MB", "不对"), ("file-size=1025", "不超过 1024MB"),
    ("file-size=2GB", "不超过"), ("file-size=inf", "不对"), ("word-depth=101", "不超过 100"), ("=5", "没有“”"),
    ("text-size=6万", "不对"), ("pdf-pages=٣", "不对"),
])
def test_a_bound_that_cannot_be(folder: Path, capsys: pytest.CaptureFixture[str], word: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        limits_of(None, [word], None)
    assert main(["a.md", "--limit", word]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("word", "name", "value"), [
    ("characters=2万", "characters", 20_000), ("file-size=512kb", "file_size", 512 * 1024),
    ("file_size=1GB", "file_size", 1024 * MEGABYTE), ("file-size= 2 MB ", "file_size", 2 * MEGABYTE),
])
def test_ways_to_write_a_value(word: str, name: str, value: int) -> None:
    assert getattr(limits_of(None, [word], None), name) == value


def test_on_the_command_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.md"]) == 0
    assert main(["a.md", "a.zip", "--limit", "rows=3"]) == 2
    assert capsys.readouterr().err.count("上限 rows=3，命令行可用 --limit 提高") == 3
    assert main(["a.md", "--limit", "rows=3", "--limit", "rows=300"]) == 0
    assert main(["a.zip", "--limit", "archive-members=1"]) == 2
    assert main(["parse", "a.md", "--limit", "rows=3"]) == 2
    assert main(["annotate", "a.md", "-o", "b.docx", "--limit", "rows=3"]) == 2
    assert main(["init", "--roster", "a.md", "--limit", "rows=3"]) == 2
    assert main(["a.md", "--max-size", "0.001", "--limit", "file-size=9"]) == 2


def test_in_the_settings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".reportlint.yaml").write_text("limits:\n  rows: 3\n  file-size: 2MB\n", encoding="utf-8")
    assert main(["a.md"]) == 2
    assert "上限 rows=3" in capsys.readouterr().err
    assert main(["a.md", "--limit", "rows=300"]) == 0
    assert main(["a.md", "--isolated"]) == 0
    assert main(["a.zip"]) == 2
    capsys.readouterr()
    assert main(["config"]) == 0
    assert 'limits: {"rows": "3", "file-size": "2MB"}    # .reportlint.yaml:1' in capsys.readouterr().out
    assert main(["config", "--limits", "--limit", "columns=9"]) == 0
    shown = capsys.readouterr().out
    assert "rows=3（默认 2000）    # 一张表的行数" in shown
    assert "columns=9（默认 500）" in shown
    assert "file-size=2MB（默认 64MB）" in shown
    assert "pdf-pages=300    # PDF 的页数" in shown


def test_each_folder_has_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, rows in (("甲", 3), ("乙", 300)):
        Path(name).mkdir()
        Path(name, "a.md").write_text(MODEL, encoding="utf-8")
        Path(name, ".reportlint.yaml").write_text(f"limits: {{rows: {rows}}}\n", encoding="utf-8")
    assert main(["甲", "乙"]) == 2
    assert [line.partition(":")[0] for line in capsys.readouterr().err.splitlines() if "上限" in line] == ["甲/a.md"]


@pytest.mark.parametrize(("text", "said"), [
    ("limits: {pdf-page: 3}", "1:10: 没有“pdf-page”这个上限，是否想写 pdf-pages"),
    ("limits:\n  rows: many\n", "2:3: 上限 rows 的值“many”不对"),
    ("limits: [rows]", "键值对"),
    ("limits: {rows: [3]}", "rows"),
])
def test_settings_with_faults(folder: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    Path(".reportlint.yaml").write_text(text, encoding="utf-8")
    assert main(["a.md"]) == 2
    assert said in capsys.readouterr().err


def test_in_pyproject(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pyproject.toml").write_text("[tool.reportlint.limits]\nrows = 3\n", encoding="utf-8")
    assert main(["a.md"]) == 2
    assert "上限 rows=3" in capsys.readouterr().err


def test_rule_files_and_rosters(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("r.yaml").write_text("rules: [{id: TTL-004, off: 不用}]\n", encoding="utf-8")
    assert main(["a.md", "--rules", "r.yaml"]) == 0
    for name, low in (("characters", 10), ("nodes", 3), ("depth", 2)):
        assert main(["a.md", "--rules", "r.yaml", "--limit", f"rule-{name}={low}"]) == 2
        assert f"上限 rule-{name}" in capsys.readouterr().err
    Path("名册.yaml").write_text("units: [{name: 甲县人民政府}]\n", encoding="utf-8")
    assert main(["a.md", "--roster", "名册.yaml", "--limit", "rule-characters=10"]) == 2
    assert "上限 rule-characters" in capsys.readouterr().err


def test_in_programs(folder: Path) -> None:
    assert not reportlint.lint("a.md").failures
    assert "上限 rows=3" in reportlint.lint("a.md", limits={"rows": 3}).failures[0].reason
    with pytest.raises(ReadError, match="上限 rows=3"):
        reportlint.lint_bytes("a.md", MODEL.encode(), limits={"rows": "3"})
    with pytest.raises(ReportlintError, match="是否想写 rows"):
        reportlint.lint("a.md", limits={"row": 3})
    with pytest.raises(ReadError, match="上限 file-size="):
        reportlint.lint_bytes("a.md", MODEL.encode(), max_size=100)
