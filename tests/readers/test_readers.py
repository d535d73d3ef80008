"""Readers of text and Markdown against pairs of files; decoding; what is refused; places that hold.

A case is a file in `text/` or `markdown/` and beside it what it is read as (`source_dump.py` says how):
adding one needs no code. `python tests/readers/test_readers.py` shows a file's dump.
"""

from __future__ import annotations

import codecs
import io
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.figures import FigureKind, read_figure
from reportlint.limits import FILE_SIZE
from reportlint.model import Grid, Source, Text
from reportlint.readers import READERS, SUFFIXES, format_of, read
from reportlint.readers.encoding import decode
from source_dump import dump

HERE = Path(__file__).parent
PAIRS = sorted([*HERE.glob("text/*.txt"), *HERE.glob("markdown/*.md")])
REPORTS = HERE.parents[1].parent / "shared" / "reports"
WORDS = "某某局二〇二四年政府信息公开工作年度报告，本年没有收到申请。\r\n一、总体情况\n"


def texts(source: Source) -> list[Text]:
    found = []
    for block in source.blocks:
        if isinstance(block, Grid):
            found += [cell.text for row in block.rows for cell in row]
        else:
            found.append(block.text)
    return found


def test_there_are_cases() -> None:
    assert len(PAIRS) > 20


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.name)
def test_pair(path: Path) -> None:
    expected = path.with_name(path.name + ".expected").read_text(encoding="utf-8")
    assert dump(read(path.name, path.read_bytes())) == expected


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.name)
def test_pair_in_other_encodings_and_line_ends(path: Path, encoding: str) -> None:
    text = path.read_bytes().decode("utf-8")
    expected = path.with_name(path.name + ".expected").read_text(encoding="utf-8")
    data = text.replace("\n", "\r\n").encode(encoding)
    assert dump(read(path.name, data)) == expected


# --- places -----------------------------------------------------------------------------------------

MARKUP = st.sampled_from([
    "\t", "\n", "\n\n", "\n\t", "|", " | ", "\n|---|---|\n", "│", "  ", "   ", "一、", "（一）", "1.", "0", "12", "无",
    "总计", "结果", "公开", "。", "：", "**", "*", "_", "`", "~~", "\\", "\\|", "[a](b)", "![a](b)", "<br>", "<u>",
    "&lt;", "&nbsp;", "<!--", "-->", "# ", "\n## ", "> ", "- ", "\n===\n", "\n---\n", "---", "===== 正文 =====",
    "标题: 甲", "\"", "\t\"", "\"\t", "\u3000", "\xa0", "\ufeff", "\u200b", "\0", "\r", "\v", "\x85", "\u2028",
    "𠮷", "é", "```", "<table><tr><td>", "</table>"])
UNRULED = st.lists(st.one_of(
    st.sampled_from(["\t", "\n", "\n\n", "\n\t", "   ", "一、", "1.", "0", "无", "总计", "公开", "。", "：", "\u3000",
                     "===", "\n\t\t\t", "标题: 甲", "\ufeff", "\0", "\r", "\v", "（"]),
    st.text(st.characters(exclude_characters="|│┃║｜\"#*-=─━═", exclude_categories=["C"]), max_size=4)),
    max_size=60).map("".join)
MIXED = st.lists(st.one_of(MARKUP, st.text(max_size=4)), max_size=40).map("".join)


def check_places(source: Source, replaced: str) -> None:
    """Every character of every block stands where its origin says; `replaced` are the characters in the
    file for which Markdown has other words (entities, <br>)."""
    for text in texts(source):
        assert text.segments
        assert text.segments[0].start == 0
        for offset, character in enumerate(text.value):
            place = text.origin(offset, offset + 1)
            line = source.lines[place.line - 1]
            if character != "\n" and line[place.column - 1:place.column] not in tuple(replaced):
                assert line[place.column - 1] == character
        if not text.value:
            place = text.origin()
            assert place.column <= len(source.lines[place.line - 1]) + 1


@settings(max_examples=300, deadline=None)
@given(MIXED)
@example("\t规章\n\t0\n\n\t商业\n\n企业\n\t1\n")
@example("\t\n\t")
def test_places_of_text_hold(text: str) -> None:
    try:
        source = read("a.txt", text.encode("utf-8", "replace"))
    except ReadError:
        return
    check_places(source, "&<" if source.format == "markdown" else "")


@settings(max_examples=300, deadline=None)
@given(MIXED)
@example("| a\\|b | `c` |\n|---|---|\n| **d** | &lt;<br>x |")
@example("**  **")
def test_places_of_markdown_hold(text: str) -> None:
    try:
        source = read("a.md", text.encode("utf-8", "replace"))
    except ReadError:
        return
    check_places(source, "&<")


@settings(max_examples=200, deadline=None)
@given(UNRULED)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    try:
        source = read("a.txt", text.encode("utf-8", "replace"))
    except ReadError:
        return
    assert kept("".join(part.value for part in texts(source))) == kept("".join(source.lines))


def kept(text: str) -> str:
    invisible = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
    return "".join(sorted(c for c in text if c.isprintable() and not c.isspace() and c not in invisible))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), MIXED.map(lambda text: text.encode("gb18030", "replace"))),
       st.sampled_from(["a.txt", "a.md", "a", "a.xyz", "a.rtf"]))
@example(b"\xff\xfe\x00\xd8a\x00", "a.txt")
@example(b"PK\x03\x04" + bytes(60), "a.txt")
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.txt")
def test_any_bytes_give_a_source_or_a_read_error(data: bytes, name: str) -> None:
    try:
        source = read(name, data)
    except ReadError:
        return
    assert source.name == name
    dump(source).encode("utf-8")


@pytest.mark.parametrize("unit", [
    "\t\"a\n", "| a |\n", "|---|---|\n", "<!--", "*", "`", "[", "<a", "\t公开\n\n", "企业\n", "-", "> ", "\\",
    "| 1 |\n|---|\n", "a\t\"b\n\"\t\"", "| a\n\n", "甲  乙  丙\n丁\n", "&", "<table>\n", "- ", "\t\n\n\n",
    "![a](", "= "])
def test_reading_is_linear(unit: str) -> None:
    """Ten thousand times anything is read in a moment: nothing looks back over the whole file."""
    for name in ("a.txt", "a.md"):
        started = time.process_time()
        with suppress(ReadError):  # beyond a bound
            read(name, ("甲" + unit * 10_000).encode())
        assert time.process_time() - started < 1.5


# --- decoding ---------------------------------------------------------------------------------------

@pytest.mark.parametrize(("data", "declared", "name"), [
    (WORDS.encode(), "", "UTF-8"),
    (WORDS.encode(), "gb2312", "UTF-8"),
    (codecs.BOM_UTF8 + WORDS.encode(), "", "UTF-8"),
    (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "", "UTF-16LE"),
    (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "gbk", "UTF-16BE"),
    (WORDS.encode("gbk"), "", "GB18030"),
    (WORDS.encode("gbk"), "gb2312", "GB18030"),
    (WORDS.encode("gbk"), "iso-8859-1", "GB18030"),
    (WORDS.encode("gbk"), "no-such-code", "GB18030"),
    (("𠮷㐀" + WORDS).encode("gb18030"), "GBK", "GB18030"),
    ("政府資訊公開工作年度報告，本年沒有收到申請。".encode("big5"), "big5", "Big5"),
])
def test_decoding(data: bytes, declared: str, name: str) -> None:
    text, encoding = decode(data, declared)
    assert encoding == name
    assert name == "Big5" or text.endswith(WORDS.replace("\r\n", "\n"))


@pytest.mark.parametrize(("data", "said"), [
    ("年".encode() + b"\xff" + WORDS.encode() * 9, "第 1 行有损坏的字节"),
    ((WORDS * 9).encode() + "局".encode()[:2], "第 19 行有损坏的字节"),
    (b"\x81\xff\xff\xfe" * 9, "不是 UTF-8 或 GB18030"),
    ("abc 报告".encode("utf-16-le") * 9, "UTF-8"),
    ("abc".encode("utf-16-le") * 9, "空字节"),
    (WORDS.encode("ascii", "replace") * 3, "问号"),
    (WORDS.encode("gbk").decode("utf-8", "replace").encode(), "乱码"),
    ((WORDS * 3).encode("gbk").decode("latin-1").encode(), "西文"),
    ((WORDS * 3).encode().decode("latin-1").encode(), "西文"),
    ((WORDS * 9).encode().decode("gbk", "replace").encode(), "GBK"),
    (("锟斤拷" * 20).encode(), "锟斤拷"),
])
def test_damage_is_said(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        decode(data)


@pytest.mark.parametrize("text", [
    "是否公开？？？", "?", "???", "café naïve", "A" * 50, "3" * 90, "\ufffd" + WORDS, "网页上的“锟斤拷”" + WORDS,
    "https://example.org/?a=1&b=2 " * 3, WORDS + "?" * 20, "0\t1\t2\n" * 20, "𠮷" * 20, "臺灣政府資訊公開" * 5,
    "é" * 5, "\x01\x02 一", "Ω≈ç√∫˜µ≤≥÷ " + WORDS])
def test_sound_text_is_not_refused(text: str) -> None:
    assert decode(text.encode())[0] == text.replace("\r\n", "\n")


def test_nul_and_lone_surrogates_become_harmless() -> None:
    assert decode(("一\0、" + WORDS).encode())[0].startswith("一 、")
    assert decode(b"\xff\xfe" + b"\x00\xd8" + "一".encode("utf-16-le"))[0] == "\ufffd一"


# --- the choice of a reader -------------------------------------------------------------------------

def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("a.txt", b"abc", "text"),
    ("a.MD", b"abc", "markdown"),
    ("a", b"abc", "text"),
    ("2024.年报/某局", b"abc", "text"),
    ("C:\\2024.pdf\\a.Txt", b"abc", "text"),
    (".txt", b"abc", "text"),
    ("a.shtml", b"abc", "html"),
    ("a.doc", b"\xef\xbb\xbf <HTML xmlns:o='x'>", "html"),
    ("a.wps", codecs.BOM_UTF16_LE + "<!DOCTYPE html>".encode("utf-16-le"), "html"),
    ("a.txt", b"<?xml version='1.0'?><!-- x --><html>", "html"),
    ("a.doc", b"<table><tr>", "html"),
    ("a.txt", b"<table><tr>", "text"),
    ("a.md", b"<!-- x --><title>", "markdown"),
    ("a.md", b"<!doctype html>", "html"),
    ("a.doc", package("[Content_Types].xml", "word/document.xml"), "word"),
    ("a.pdf", package("word/document2.xml"), "word"),
    ("a.zip", package("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    ("a.xlsx", package("xl/workbook.xml"), "sheet"),
    ("a.docx", package("1.docx"), "archive"),
    ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "word97"),
    ("a.et", OLE + "Workbook".encode("utf-16-le"), "sheet"),
    ("a.doc", b"%PDF-1.7\n", "pdf"),
    ("a.pdf", b"junk\n%PDF-1.4\n", "pdf"),
    ("a.doc", b"{\\rtf1\\ansi", "rtf"),
    ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x", "mhtml"),
    ("a.doc", b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>", "xml"),
    ("a.doc", b"\x89PNG\r\n\x1a\n", "image"),
])
def test_format_by_content_then_suffix(name: str, data: bytes, kind: str) -> None:
    assert format_of(name, data) == kind


@pytest.mark.parametrize(("name", "data", "said"), [
    ("a.txt", b"", "空的"),
    ("a.txt", b" \r\n\t\0", "空的"),
    ("a.docx", b"abc", "内容却不是Word"),
    ("a.pdf", b"abc", "内容却不是PDF"),
    ("a.csv", b"a,b", "不认识的文件类型 .csv"),
    ("a.docx", b"PK\x03\x04" + bytes(40), "已损坏"),
    ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    ("a.xlsx", package("xl/workbook.xml"), "暂不支持电子表格"),
    ("a.rtf", b"{\\rtf1", "另存为 .docx"),
    ("a.jpg", b"\xff\xd8\xff\xe0", "图片"),
    ("a.zip", package("x"), "解压"),
    ("a.txt", b"x" * (FILE_SIZE + 1), "64 MB"),
])
def test_what_is_refused(name: str, data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(name, data)


def test_a_format_without_its_reader_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "pdf", "no_such_module")
    with pytest.raises(ReadError, match=r"暂不支持PDF 文件；.*另存为 \.docx"):
        read("a.pdf", b"%PDF-1.7\n")


def test_every_suffix_has_a_reader_or_a_refusal() -> None:
    for suffix, kind in SUFFIXES.items():
        assert suffix == suffix.lower()
        assert kind in READERS or kind in ("rtf", "mhtml", "archive")


# --- a real report ----------------------------------------------------------------------------------

@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
def test_the_seed() -> None:
    source = read("00.txt", (REPORTS / "00-guangxi-renshe-2021.txt").read_bytes())
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert [len(grid.rows) for grid in grids] == [14, 28, 4]
    for row in grids[1].rows[3:]:
        assert {read_figure(cell.text.value).kind for cell in row[-7:]} == {FigureKind.NUMBER}
    assert [len(row) for row in grids[2].rows] == [2, 7, 15, 15]
    after = source.blocks[source.blocks.index(grids[1]) + 1]
    assert not isinstance(after, Grid)
    assert after.text.origin().line == 364


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.write(dump(read(argument, Path(argument).read_bytes())))
