"""Findings as Word comments: read back by python-docx, and all else in the file as it was."""

from __future__ import annotations

import hashlib
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from formats import laid_out, read_model
from opc import parts, strictly_read
from reportlint.annotate import annotate
from reportlint.cli import main
from reportlint.errors import ReadError
from reportlint.findings import Finding, Level, Place
from reportlint.model import NOWHERE, Grid, Origin
from reportlint.readers import read

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT.parent / "shared" / "reports"
MODEL = (ROOT / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
REAL = ["04-shuyang-fagaiju-2023.docx", "12-pingtan-2022.docx", "form-2021-wps.docx"]
TOUCHED = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def finding(words: str, origin: Origin = NOWHERE, section: str = "") -> Finding:
    return Finding("X-1", Level.ERROR, words, Place(origin, section))


def comments(data: bytes) -> dict[int, tuple[str, str]]:
    """Id → author and words, by python-docx."""
    return {item.comment_id: (item.author, item.text) for item in docx.Document(BytesIO(data)).comments}


def anchors(element: ET.Element) -> list[int]:
    """The ids of the comments whose range begins, ends and is referred to in a paragraph or cell."""
    found = {name: [int(item.get(f"{W}id", "")) for item in element.iter(f"{W}{name}")]
             for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}
    assert found["commentRangeStart"] == found["commentRangeEnd"] == found["commentReference"]
    return found["commentReference"]


def told(data: bytes, element: ET.Element) -> str:
    return "".join(comments(data)[key][1] for key in anchors(element))


def small() -> Document:
    document = docx.Document()
    document.add_heading("某局2023年政府信息公开工作年度报告", 0)
    document.add_paragraph("")
    document.add_paragraph("二、收到申请12件。")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    for column in (0, 1):
        table.cell(1, column).text = str(column)
    return document


# ---- where and what -----------------------------------------------------------------------------------


def test_paragraph_cell_and_empty_cell() -> None:
    document = small()
    data = annotate(written(document), [
        finding("段里的", Origin(paragraph=3, offset=6, length=2)), finding("格里的", Origin(table=1, row=2, cell=2)),
        finding("空格的", Origin(table=1, row=1, cell=3)), finding("同一格的", Origin(table=1, row=2, cell=2))]).data
    made = docx.Document(BytesIO(data))
    body = made.element.body
    assert {author for author, _ in comments(data).values()} == {"reportlint"}
    assert "段里的" in told(data, made.paragraphs[2]._p)
    cells = [told(data, cell) for cell in body.iter(f"{W}tc")]
    assert [bool(words) for words in cells] == [False, True, False, True, False]
    assert "空格的" in cells[1]
    assert "格里的" in cells[3]
    assert "同一格的" in cells[3]
    assert len(comments(data)) == 3


def test_comment_covers_the_words_behind_the_properties() -> None:
    data = annotate(written(small()), [finding("标题", Origin(paragraph=1))]).data
    names = [item.tag.removeprefix(W) for item in docx.Document(BytesIO(data)).paragraphs[0]._p]
    assert names == ["pPr", "commentRangeStart", "r", "commentRangeEnd", "r"]


@pytest.mark.parametrize(("section", "paragraph"), [("", 0), ("二、收到申请12件。", 2), ("没有的一节", 0)])
def test_without_a_place(section: str, paragraph: int) -> None:
    data = annotate(written(small()), [finding("全文的", section=section)]).data
    words = told(data, docx.Document(BytesIO(data)).paragraphs[paragraph]._p)
    assert "全文的" in words
    assert "没有确定的位置" in words


def test_words_of_a_finding() -> None:
    hostile = "<w:t>&amp;]]>\0\ufffe\ud800"
    given = Finding("T3-ROW", Level.WARNING, hostile, Place(Origin(paragraph=1), "一、总体"), advice="改正",
                    others=("T3-COL",))
    (author, words), = comments(annotate(written(small()), [given], {"T3-ROW": "某文 某条"}).data).values()
    assert author == "reportlint"
    assert words.split("\n") == ["【警告 T3-ROW】<w:t>&amp;]]>???。", "位置：一、总体 → 第1段", "同因：T3-COL",
                                 "依据：某文 某条。", "建议：改正。"]


def test_nothing_found_changes_nothing() -> None:
    data = written(small())
    assert annotate(data, []).data == data


def test_no_paragraph_to_hang_on() -> None:
    document = docx.Document()
    with pytest.raises(ReadError, match="段落"):
        annotate(written(document), [finding("全文的")])


# ---- other people's comments, tracked changes, content controls ----------------------------------------


def reviewed() -> Document:
    document = small()
    for number, paragraph in enumerate(document.paragraphs[::2]):
        document.add_comment(paragraph.runs, f"科长的意见{number}", author="科长", initials="KZ")
    return document


def test_other_peoples_comments_stay() -> None:
    before = written(reviewed())
    data = annotate(before, [finding("我们的", Origin(paragraph=3)), finding("也是", Origin(paragraph=2))]).data
    assert [(author, words) for author, words in comments(data).values() if author != "reportlint"] == [
        ("科长", "科长的意见0"), ("科长", "科长的意见1")]
    assert len(comments(data)) == len(docx.Document(BytesIO(data)).comments) == 4
    old, new = parts(before)["word/comments.xml"], parts(data)["word/comments.xml"]
    assert new.startswith(old[:old.rindex(b"</w:comments>")])
    assert parts(data)["[Content_Types].xml"] == parts(before)["[Content_Types].xml"]


def test_second_run_replaces_only_ours() -> None:
    before = written(reviewed())
    first = annotate(before, [finding("旧的", Origin(paragraph=3))]).data
    assert annotate(first, [finding("旧的", Origin(paragraph=3))]).data == first
    second = annotate(first, [finding("新的", Origin(table=1, row=1, cell=1))]).data
    assert [author for author, _ in comments(second).values()] == ["科长", "科长", "reportlint"]
    assert "旧的" not in str(comments(second))
    cleared = annotate(second, []).data
    assert parts(cleared) == parts(before)


def test_marks_that_word_has_saved_again() -> None:
    """Word gives the reference a style, and may put other content into its run."""
    first = parts(annotate(written(small()), [finding("旧的", Origin(paragraph=3))]).data)
    body = first["word/document.xml"]
    styled, other = b'<w:rPr><w:rStyle w:val="a"/></w:rPr>', b"<w:t>3</w:t>"
    for begin, kept in ((styled, b""), (other, b"<w:r><w:t>3</w:t></w:r>")):
        saved = body.replace(b"<w:r><w:commentReference", b"<w:r>" + begin + b"<w:commentReference")
        out = BytesIO()
        with ZipFile(out, "w") as package:
            for name, content in {**first, "word/document.xml": saved}.items():
                package.writestr(name, content)
        cleared = parts(annotate(out.getvalue(), []).data)["word/document.xml"]
        original = parts(written(small()))["word/document.xml"]
        assert cleared.count(kept) == 1 or not kept
        assert cleared.replace(kept, b"") == original


def saved_by_word(data: bytes) -> bytes:
    """The parts that Word adds for comments: each has an entry, the reader has answered the first."""
    made = parts(data)
    people = re.findall(rb'<w:comment [^>]*w:author="([^"]*)"', made["word/comments.xml"])
    numbers = iter(range(99))
    comments = re.sub(rb"(<w:comment [^>]*>)<w:p>", lambda found: found[1] + f'<w:p w14:paraId="P{next(numbers)}">'
                      .encode(), made["word/comments.xml"])
    comments = comments.replace(b"</w:comments>", (
        '<w:comment w:id="90" w:author="科长"><w:p w14:paraId="REPLY"><w:r><w:t>已改</w:t></w:r></w:p></w:comment>'
        "</w:comments>").encode())
    made["word/comments.xml"] = comments
    marks = ('<w:commentRangeStart w:id="90"/>',
             '<w:commentRangeEnd w:id="90"/><w:r><w:commentReference w:id="90"/></w:r>')
    made["word/document.xml"] = re.sub(rb"(<w:p>)(<w:r>.*?)(</w:p>)", lambda found: (
        found[1] + marks[0].encode() + found[2] + marks[1].encode() + found[3]), made["word/document.xml"], count=1)
    ours = people.index(b"reportlint")
    keys = [f"P{n}" for n in range(len(people))]
    listed = {
        "commentsExtended": "".join(f'<x:commentEx x:paraId="{key}" x:done="0"/>' for key in keys)
        + f'<x:commentEx x:paraId="REPLY" x:paraIdParent="P{ours}" x:done="0"/>',
        "commentsIds": "".join(f'<x:commentId x:paraId="{key}" x:durableId="D{key}"/>' for key in (*keys, "REPLY")),
        "commentsExtensible": "".join(f'<x:commentExtensible x:durableId="D{key}"><x:more/></x:commentExtensible>'
                                      for key in (*keys, "REPLY")),
    }
    for name, entries in listed.items():
        made[f"word/{name}.xml"] = f'<x:{name} xmlns:x="urn:x">{entries}</x:{name}>'.encode()
        made["word/_rels/document.xml.rels"] = made["word/_rels/document.xml.rels"].replace(
            b"</Relationships>", f'<Relationship Id="{name}" Type="urn:x/{name}" Target="{name}.xml"/></Relationships>'
            .encode())
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in made.items():
            package.writestr(name, content)
    return out.getvalue()


def test_what_word_notes_of_our_comments_goes_with_them() -> None:
    """Entries of others stay; an answer to ours stands alone."""
    given = annotate(written(reviewed()), [finding("旧的", Origin(paragraph=2))]).data
    before = saved_by_word(given)
    strictly_read(before)
    made = annotate(before, [finding("新的", Origin(paragraph=2))]).data
    after = strictly_read(made)
    assert [(author, words) for author, words in comments(made).values() if author != "reportlint"] == [
        ("科长", "科长的意见0"), ("科长", "科长的意见1"), ("科长", "已改")]
    assert after["word/commentsExtended.xml"].decode().count("commentEx ") == 3
    assert b'paraId="REPLY" x:done' in after["word/commentsExtended.xml"]
    for name in ("commentsExtended", "commentsIds", "commentsExtensible"):
        left = re.findall(rb'"D?(P\d|REPLY)"', after[f"word/{name}.xml"])
        assert list(dict.fromkeys(left)) == [b"P0", b"P1", b"REPLY"]
    assert annotate(made, [finding("新的", Origin(paragraph=2))]).data == made


CHANGES = (
    '<w:p><w:ins w:id="0" w:author="科长"><w:r><w:t>添上的</w:t></w:r></w:ins>'
    '<w:del w:id="1" w:author="科长"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>'
    "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控件里的</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    "<w:p><w:sdt><w:sdtContent><w:r><w:t>行内控件</w:t></w:r></w:sdtContent></w:sdt></w:p>"
)


def test_tracked_changes_and_content_controls() -> None:
    document = docx.Document()
    package = parts(written(document))
    body = re.sub(rb"(<w:body>)", rb"\1" + CHANGES.encode(), package["word/document.xml"])
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, content in {**package, "word/document.xml": body}.items():
            file.writestr(name, content)
    given = [finding(f"第{n}", Origin(paragraph=n)) for n in (1, 2, 3)]
    data = annotate(out.getvalue(), given).data
    paragraphs = list(docx.Document(BytesIO(data)).element.body.iter(f"{W}p"))
    assert [told(data, item)[8:10] for item in paragraphs] == ["第1", "第2", "第3"]
    assert all(item[0].tag == f"{W}commentRangeStart" for item in paragraphs)


# ---- the file ------------------------------------------------------------------------------------------


def model() -> bytes:
    """The model report as Word writes it."""
    return laid_out(read_model(MODEL), "docx").fill()[0]


def everything(data: bytes) -> Iterator[Finding]:
    """A finding at every cell, and one at every paragraph."""
    for block in read("x.docx", data).blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Grid) else [block]
        yield from (finding(str(cell.text.origin()), cell.text.origin()) for cell in cells)


@pytest.fixture(params=["model", *REAL], scope="module")
def report(request: pytest.FixtureRequest) -> bytes:
    if request.param == "model":
        return model()
    if not (REPORTS / request.param).exists():
        pytest.skip("no real reports here")
    return (REPORTS / request.param).read_bytes()


def test_all_else_stays(report: bytes) -> None:
    before, after = parts(report), parts(annotate(report, everything(report)).data)
    assert {name: after[name] for name in before.keys() - TOUCHED} == {
        name: before[name] for name in before.keys() - TOUCHED}
    assert after.keys() - before.keys() <= {"word/comments.xml", "word/_rels/document.xml.rels"}
    marks = rb"<w:commentRange(Start|End)[^>]*/>|<w:r><w:commentReference [^>]*/></w:r>"
    alone = rb"<(w:p)((?: [^<>]*)?)></w:p>"
    same = re.sub(alone, rb"<\1\2/>", re.sub(marks, b"", after["word/document.xml"]))
    assert same == re.sub(alone, rb"<\1\2/>", before["word/document.xml"])


def heads(part: bytes) -> bytes:
    """The root's tag, with all that it declares."""
    return part[:part.index(b">", part.index(b"<w:"))]


def test_strict_reading(report: bytes) -> None:
    """By other eyes: types, relations, namespaces, each comment with its three marks; twice too."""
    for findings in (everything(report), [finding("无处")], list(everything(report))[::3]):
        once = annotate(report, findings).data
        after = strictly_read(once)
        assert heads(after["word/document.xml"]) == heads(parts(report)["word/document.xml"])
        strictly_read(annotate(once, everything(report)).data)


def test_strict_reading_of_a_reviewed_file() -> None:
    before = written(reviewed())
    strictly_read(before)
    after = strictly_read(annotate(before, [finding("我们的", Origin(paragraph=3, offset=3, length=2))]).data)
    assert {name: after[name] for name in parts(before)} | {
        name: parts(before)[name] for name in ("word/document.xml", "word/comments.xml")} == parts(before)


def test_lists_of_parts(report: bytes) -> None:
    after = parts(annotate(report, everything(report)).data)
    for name, content in after.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)
    types = [item.get("ContentType") for item in ET.fromstring(after["[Content_Types].xml"])
             if item.get("PartName") == "/word/comments.xml"]
    assert types == ["application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"]
    relations = ET.fromstring(after["word/_rels/document.xml.rels"])
    keys = [item.get("Id") for item in relations]
    assert len(set(keys)) == len(keys)
    assert [item.get("Target") for item in relations if str(item.get("Type")).endswith("/comments")] == ["comments.xml"]


def test_every_place_by_python_docx(report: bytes) -> None:
    """Each comment stands in the cell, or the paragraph, whose place it names."""
    data = annotate(report, everything(report)).data
    words = {str(cell.text.origin()): cell.text.value for block in read("x.docx", report).blocks
             for cell in ([cell for row in block.rows for cell in row] if isinstance(block, Grid) else [block])}
    made = docx.Document(BytesIO(data))
    notes = {item.comment_id: item.text for item in made.comments}
    seen = 0
    for paragraph in made.element.body.iter(f"{W}p"):
        shown = "".join("".join(item.text or "" for item in paragraph.iter(f"{W}t")).split())
        for key in anchors(paragraph):
            for origin in re.findall(r"Origin\(.*?\)(?=。)", notes[key]):
                assert shown in "".join(words[origin].split())
                seen += 1
    assert seen >= len(words) - 3


def test_twice_is_once(report: bytes) -> None:
    given = list(everything(report))
    once = annotate(report, given).data
    assert annotate(once, given).data == once
    assert read("x.docx", once).blocks == read("x.docx", report).blocks


def test_three_hundred_findings_in_a_second() -> None:
    data = model()
    given = list(everything(data)) * 2
    assert len(given) >= 300
    start = time.process_time()
    annotate(data, given[:300])
    assert time.process_time() - start < 1


# ---- the command ---------------------------------------------------------------------------------------

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    wrong = MODEL.replace("| 31 | 6 | 2 | 3 | 4 | 1 | 47 |", "| 31 | 6 | 2 | 3 | 4 | 1 | 48 |")
    Path("年报.docx").write_bytes(laid_out(read_model(wrong), "docx").fill()[0])
    Path("好.docx").write_bytes(model())
    Path("年报.md").write_text(MODEL, encoding="utf-8")
    Path("坏.docx").write_bytes(b"PK\x03\x04 broken")

    def run(*arguments: str) -> tuple[int, str]:
        status = main(["annotate", *arguments])
        return status, "".join(capfd.readouterr())

    return run


def test_command(run: Run) -> None:
    digest = hashlib.sha256(Path("年报.docx").read_bytes()).digest()
    status, shown = run("年报.docx", "-o", "批注.docx")
    assert (status, hashlib.sha256(Path("年报.docx").read_bytes()).digest()) == (1, digest)
    written = comments(Path("批注.docx").read_bytes())
    assert f"写入 批注.docx：{len(written)}条批注。" in shown
    rows = [row for row in docx.Document("批注.docx").element.body.iter(f"{W}tr") if anchors(row)]
    shown = ["".join(item.text for item in row.iter(f"{W}t")) for row in rows]
    assert shown == ["一、本年新收政府信息公开申请数量316234148"]
    assert "【错误 T3-ROW】" in told(Path("批注.docx").read_bytes(), list(rows[0].iter(f"{W}tc"))[-1])
    assert run("年报.docx", "-o", "又.docx", "--exit-zero")[0] == 0
    assert Path("又.docx").read_bytes() == Path("批注.docx").read_bytes()
    assert run("批注.docx", "-o", "又.docx", "--quiet") == (1, "")
    assert Path("又.docx").read_bytes() == Path("批注.docx").read_bytes()


def test_command_on_a_clean_report(run: Run) -> None:
    assert run("好.docx", "-o", "批注.docx")[0] == 0
    assert Path("批注.docx").read_bytes() == Path("好.docx").read_bytes()


def test_command_keeps_to_the_settings_of_the_folder(run: Run) -> None:
    Path(".reportlint.yaml").write_text("ignore: [T3]\n", encoding="utf-8")
    assert run("年报.docx", "-o", "批注.docx")[0] == 0
    assert "T3-" not in str(comments(Path("批注.docx").read_bytes()))


@pytest.mark.parametrize(("arguments", "words"), [
    (["坏.docx", "-o", "批注.docx"], "已损坏"),
    (["没有.docx", "-o", "批注.docx"], "不存在"),
    (["年报.docx"], "缺少参数"),
    (["-", "-o", "批注.docx"], "标准输入"),
    (["年报.docx", "-o", "批注.docx", "--force-exclude", "--exclude", "年报.*"], "没有检查任何报告"),
    (["年报.docx", "-o", "年报.docx"], "输出文件就是报告本身"),
    (["年报.docx", "-o", "../{folder}/年报.docx"], "输出文件就是报告本身"),
    (["年报.docx", "-o", "没有/批注.docx"], "无法写入"),
])
def test_command_refuses(run: Run, tmp_path: Path, arguments: list[str], words: str) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    status, shown = run(*(word.format(folder=tmp_path.name) for word in arguments))
    assert (status, words in shown) == (2, True), shown
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
