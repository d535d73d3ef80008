"""Comments at exactly a number or a phrase: runs are cut in two, everything else in the file is as it was."""

from __future__ import annotations

import random
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from reportlint.annotate import annotate
from reportlint.annotate.runs import Runs
from reportlint.findings import Finding, Level, Place
from reportlint.model import Grid, Origin
from reportlint.readers import read
from reportlint.readers.docx.numbering import Numbering
from reportlint.readers.docx.places import Places
from reportlint.readers.docx.styles import Styles

USUAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
HEAD = ('<w:document xmlns:w="{uri}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>')
SHOWN = {"tab": "\t", "br": "\n", "noBreakHyphen": "-"}

BOLD = '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>'
BOOKMARK = '<w:bookmarkStart w:id="7" w:name="a"/>'


def run(words: str, properties: str = "", attributes: str = "") -> str:
    return f"<w:r{attributes}>{properties}<w:t>{words}</w:t></w:r>"


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


ALONE = {
    "middle": run("全年收到申请12件，办结11件"),
    "properties": run("全年收到申请12件", BOLD, ' w:rsidR="00A1B2C3"'),
    "first": run("12件申请"),
    "last": run("申请12"),
    "own run": run("收到") + run("12", BOLD) + run("件"),
    "half a run each": run("收到申请1", BOLD) + run("2件"),
    "three runs": run("收到1") + '<w:proofErr w:type="gramStart"/>' + run("", BOLD) + run("2") + run("件"),
    "bookmark": run("收到") + BOOKMARK + run("12") + '<w:bookmarkEnd w:id="7"/>' + run("件"),
    "bookmark within": run("收到1") + BOOKMARK + run("2件") + '<w:bookmarkEnd w:id="7"/>',
    "hyperlink": run("见") + '<w:hyperlink w:anchor="x">' + run("收到12件", BOLD) + "</w:hyperlink>" + run("。"),
    "whole hyperlink": run("收到") + '<w:hyperlink w:anchor="x">' + run("12") + "</w:hyperlink>" + run("件"),
    "insertion": run("收到") + '<w:ins w:id="3" w:author="科长">' + run("申请12件") + "</w:ins>",
    "insertion of a digit": run("收到1") + '<w:ins w:id="3" w:author="科长">' + run("2") + "</w:ins>" + run("件"),
    "deletion between": run("收到1") + '<w:del w:id="3" w:author="科长"><w:r><w:delText>9</w:delText></w:r></w:del>'
                        + run("2件"),
    "moved": '<w:moveTo w:id="3" w:author="科长">' + run("收到12件") + "</w:moveTo>",
    "content control": run("收到") + control("<w:text/>", run("申请12件")) + run("。"),
    "control of a digit": run("收到") + control('<w:alias w:val="数"/>', run("12")) + run("件"),
    "control in a control": control("", '<w:smartTag w:element="a"><w:smartTagPr/>' + run("收到12件")
                                    + "</w:smartTag>"),
    "simple field": run("收到") + '<w:fldSimple w:instr="DOCPROPERTY n">' + run("申请12件") + "</w:fldSimple>",
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 12 </w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("收到12件")
             + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "field in one run": '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF 12 </w:instrText><w:fldChar '
                        'w:fldCharType="separate"/><w:t>收到12件</w:t><w:fldChar w:fldCharType="end"/></w:r>',
    "tabs and breaks": f"<w:r>{BOLD}<w:t>收到</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>件</w:t></w:r>",
    "behind a tab": "<w:r><w:t>收到</w:t><w:tab/><w:t>申请12件</w:t><w:noBreakHyphen/></w:r>",
    "page break as rendered": "<w:r><w:lastRenderedPageBreak/><w:t>12</w:t></w:r>" + run("件"),
    "entities": run("&lt;局&gt;&amp;&#x6536;&#21040;12件&quot;"),
    "beyond the plane": run("𠮷野家&#x20BB7;12件"),
    "blanks": '<w:r><w:t xml:space="preserve"> 收到 12 件 </w:t></w:r>',
    "blanks not preserved": run("收到 12 件"),
    "attribute like a tag": '<w:bookmarkStart w:id="7" w:name="a>b"/>' + run("收到12件"),
    "hidden words": '<w:r><w:rPr><w:vanish/></w:rPr><w:t>12</w:t></w:r>' + run("收到12件"),
    "others' comment": '<w:commentRangeStart w:id="0"/>' + run("收到12件")
                       + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    "picture": "<w:r><w:drawing/></w:r>" + run("收到12件"),
    "properties changed": '<w:pPr><w:jc w:val="center"/></w:pPr>' + run(
        "收到12件", '<w:rPr><w:b/><w:rPrChange w:id="5" w:author="科长"><w:rPr/></w:rPrChange></w:rPr>'),
}
"""Paragraphs in which the first visible "12" is the anchor."""

TOGETHER = {
    "bound control": (run("收到") + control('<w:dataBinding w:xpath="/a"/>', run("申请12件")) + run("。"), "申请12件"),
    "list of choices": (control("<w:dropDownList/>", run("收到12件")) + run("。"), "收到12件"),
    "formula": ("<m:oMath><m:r><m:t>收到12件</m:t></m:r></m:oMath>" + run("。"), "收到12件"),
    "ruby": ("<w:r><w:ruby><w:rubyBase>" + run("收到12") + "</w:rubyBase></w:ruby></w:r>" + run("件"), "收到12"),
    "unknown element": ("<w14:later>" + run("收到12") + "</w14:later>" + run("件"), "收到12"),
    "no characters alone": ("<w:r><w:t><![CDATA[收到12]]></w:t></w:r>" + run("件"), "收到12"),
}
"""Paragraphs in which what cannot be divided is the anchor as a whole."""


def packed(body: str, dress: str = "usual") -> bytes:
    """A file of these paragraphs or tables."""
    uri = STRICT if dress == "strict" else USUAL
    document = f"{HEAD.format(uri=uri)}{body}</w:body></w:document>"
    if dress == "renamed":
        document = document.replace("<w:", "<o:").replace("</w:", "</o:").replace(" w:", " o:").replace(":w=", ":o=")
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
                         'content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName='
                         '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                         'wordprocessingml.document.main+xml"/></Types>')
        package.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                         'relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/'
                         '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        package.writestr("word/document.xml", document)
    return out.getvalue()


def body(data: bytes) -> bytes:
    return ZipFile(BytesIO(data)).read("word/document.xml")


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def key_of(element: ET.Element) -> str:
    return next(value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id")


def anchored(data: bytes, ours: bool = True) -> list[str]:
    """What stands between the marks of each of our comments, in the order of the comments' numbers."""
    words: dict[str, str] = {}
    open_now: set[str] = set()
    referred: list[str] = []
    for element in ET.fromstring(body(data)).iter():
        match local(element):
            case "commentRangeStart":
                open_now.add(key_of(element))
                words[key_of(element)] = ""
            case "commentRangeEnd":
                open_now.remove(key_of(element))
            case "commentReference":
                referred.append(key_of(element))
            case "t":
                for key in open_now:
                    words[key] += element.text or ""
            case name if name in SHOWN:
                for key in open_now:
                    words[key] += SHOWN[name]
    assert sorted(words) == sorted(referred)
    assert not open_now
    parts = ET.fromstring(ZipFile(BytesIO(data)).read("word/comments.xml"))
    return [words[key_of(item)] for item in parts if local(item) == "comment"]


def noted(*places: Origin) -> list[Finding]:
    return [Finding("X-1", Level.ERROR, f"第{n}个", Place(place)) for n, place in enumerate(places)]


def at(data: bytes, *phrases: str) -> list[Origin]:
    """Where the phrases stand in the first line of the file."""
    text = read("x.docx", data).blocks[0].text  # type: ignore[union-attr]
    return [text.origin(text.value.index(phrase), text.value.index(phrase) + len(phrase)) for phrase in phrases]


def held(data: bytes, findings: Sequence[Finding]) -> bytes:
    """The annotated file, of which is true what is true of every one: only additions, read alike, twice is once."""
    made = annotate(data, findings).data
    rest = iter(body(made))
    assert all(byte in rest for byte in body(data)), "not every byte is still there in its order"
    assert read("x.docx", made).blocks == read("x.docx", data).blocks
    assert annotate(made, findings).data == made
    other = annotate(made, noted(Origin(paragraph=1))).data
    assert annotate(other, findings).data == made
    return made


@pytest.mark.parametrize("dress", ["usual", "strict", "renamed"])
@pytest.mark.parametrize("name", ALONE)
def test_exactly_the_number(name: str, dress: str) -> None:
    data = packed(f"<w:p>{ALONE[name]}</w:p>", dress)
    assert anchored(held(data, noted(*at(data, "12")))) == ["12"]


@pytest.mark.parametrize("name", TOGETHER)
def test_what_cannot_be_divided(name: str) -> None:
    content, words = TOGETHER[name]
    data = packed(f"<w:p>{content}</w:p>")
    assert anchored(held(data, noted(*at(data, "12")))) == [words]


@pytest.mark.parametrize(("phrases", "words"), [
    (("收到12件", "办结11件"), ["收到12件", "办结11件"]),
    (("12", "11"), ["12", "11"]),
    (("收到12件，办", "件，办结11"), ["收到12件，办", "件，办结11"]),  # overlapping
    (("收到12件", "12"), ["收到12件", "12"]),  # one in the other
    (("收到12", "12", "12件"), ["收到12", "12", "12件"]),
    (("收到12件，办结11件", "11件"), ["收到12件，办结11件", "11件"]),
    (("收到", "12", "件，"), ["收到", "12", "件，"]),  # one behind the other
    (("12", "12"), ["12"]),  # the same: one comment
    (("全年收到12件，办结11件", "12"), ["全年收到12件，办结11件", "12"]),  # all of it
])
@pytest.mark.parametrize("content", [
    run("全年收到12件，办结11件"), run("全年收", BOLD) + run("到12件，办") + run("结11件", BOLD)])
def test_several_in_one_paragraph(content: str, phrases: Sequence[str], words: list[str]) -> None:
    data = packed(f"<w:p>{content}</w:p>")
    made = held(data, noted(*at(data, *phrases)))
    assert sorted(anchored(made)) == sorted(words)


@pytest.mark.parametrize("name", ["whole hyperlink", "insertion of a digit", "control of a digit"])
def test_around_what_holds_only_the_words(name: str) -> None:
    """Marks stand around a link, an insertion, a control that has no other words: none is lost with it."""
    data = packed(f"<w:p>{ALONE[name]}</w:p>")
    words = "2" if "insertion" in name else "12"
    made = body(annotate(data, noted(*at(data, words))).data)
    inner = made.partition(b'<w:commentRangeStart w:id="0"/>')[2].partition(b"<w:commentRangeEnd")[0]
    assert inner in body(data)
    assert not inner.startswith(b"<w:r>")


def test_bytes_of_a_cut() -> None:
    data = packed("<w:p>" + run("收到12件", BOLD, ' w:rsidR="00A1"') + "</w:p>")
    made = body(annotate(data, noted(*at(data, "12"))).data).decode()
    head = f'<w:r w:rsidR="00A1">{BOLD}<w:t>'
    assert made.partition("<w:p>")[2] == (
        f'{head}收到</w:t></w:r><w:commentRangeStart w:id="0"/>{head}12</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        f'<w:r><w:commentReference w:id="0"/></w:r>{head}件</w:t></w:r></w:p></w:body></w:document>')


def test_blanks_at_a_cut_are_preserved() -> None:
    data = packed(f"<w:p>{run('收到 12 件')}</w:p>")
    made = docx.Document(BytesIO(annotate(data, noted(*at(data, "12"))).data))
    assert [item.text for item in made.paragraphs[0].runs] == ["收到 ", "12", "", " 件"]
    assert body(annotate(data, noted(*at(data, "12"))).data).count(b'xml:space="preserve"') == 3


def test_a_label_that_word_counts_is_no_anchor() -> None:
    """The phrase behind an automatic number, which stands nowhere in the words, is found; the number itself is not."""
    numbering = (f'<w:numbering xmlns:w="{USUAL}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start '
                 'w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>').encode()
    part = body(packed('<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                       + run("收到12件") + "</w:p>"))
    places = Places(part, Styles(None), Numbering(numbering))
    runs = Runs(part)
    stretch = places.stretch(Origin(paragraph=1, offset=4, length=2))
    assert stretch
    assert stretch.placed.passage.text == "一、收到12件"
    anchor = runs.anchor(stretch)
    assert part[anchor.start.at:anchor.end.at] == b"12"
    label = places.stretch(Origin(paragraph=1, offset=0, length=2))
    assert label
    assert runs.anchor(label).start.at == stretch.placed.span.inside


def test_words_that_run_on_from_a_deleted_paragraph_end() -> None:
    data = packed('<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="科长"/></w:rPr></w:pPr>' + run("收到1")
                  + "</w:p><w:p>" + run("2件") + "</w:p>")
    assert anchored(held(data, noted(*at(data, "12")))) == ["12"]
    assert anchored(held(data, noted(*at(data, "收到")))) == ["收到"]


def table(*cells: str) -> str:
    made = "".join(f"<w:tc>{cell}</w:tc>" for cell in (*cells, "<w:p/>"))
    return f"<w:tbl><w:tr>{made}</w:tr></w:tbl><w:p>{run('文')}</w:p>"


@pytest.mark.parametrize(("cell", "spans", "words"), [
    (f"<w:p>{run('53')}</w:p>", [(0, 2)], ["53"]),
    (f"<w:p>{run('53件')}</w:p>", [(0, 2)], ["53"]),
    (f"<w:p/><w:p>{run('53件')}</w:p>", [(1, 2)], ["53"]),
    (f"<w:p/><w:p>{run('53')}</w:p>", [(0, 3)], ["53"]),
    (f"<w:p>{run('一、本年')}</w:p><w:p>{run('新收')}</w:p>", [(5, 2)], ["新收"]),
    (f"<w:p>{run('一、本年')}</w:p><w:p>{run('新收')}</w:p>", [(3, 4)], ["年"]),  # as far as the paragraph goes
    (f"<w:p>{run('53（12）')}</w:p>", [(0, 2), (3, 2)], ["53（12"]),  # one comment a cell
    (f"<w:p>{run('53（12）')}</w:p>", [(0, 2), (0, 6)], ["53（12）"]),
    (f"<w:p>{run('甲一')}</w:p><w:p>{run('二')}</w:p>", [(1, 1), (3, 1)], ["一二"]),
    (table(f"<w:p>{run('九')}</w:p>").replace("<w:tc><w:p/></w:tc>", "") + f"<w:p>{run('53件')}</w:p>", [(4, 2)],
     ["53"]),
])
def test_in_a_cell(cell: str, spans: list[tuple[int, int]], words: list[str]) -> None:
    data = packed(table(f"<w:p>{run('甲')}</w:p>", cell))
    grid = read("x.docx", data).blocks[0]
    assert isinstance(grid, Grid)
    base = grid.rows[0][1].text
    found = [base.origin(start, start + length) for start, length in spans]
    made = held(data, noted(*found))
    assert anchored(made) == words


def test_three_hundred_phrases_in_a_second() -> None:
    """In one long paragraph, and in three hundred of them."""
    words = "".join(f"第{n}项收到{n}件，" for n in range(300))
    for data in (packed(f"<w:p>{run(words)}</w:p>"),
                 packed("".join(f"<w:p>{run(f'第{n}项收到{n}件')}</w:p>" for n in range(300)))):
        lines = [block.text for block in read("x.docx", data).blocks if not isinstance(block, Grid)]
        many = [line.origin(place, place + 2) for line in lines
                for place, word in enumerate(line.value) if word == "收"]
        assert len(many) == 300
        start = time.process_time()
        made = annotate(data, noted(*many))
        assert time.process_time() - start < 1
        assert anchored(made.data) == ["收到"] * 300


@pytest.mark.parametrize("seed", range(60))
def test_any_words_of_any_paragraph(seed: int) -> None:
    """Pieces of all kinds one behind the other, and any stretches of them, overlapping or not."""
    chance = random.Random(seed)
    kinds = [name for name in ALONE if name not in ("others' comment", "properties changed", "hidden words")]
    data = packed(f"<w:p>{''.join(ALONE[chance.choice(kinds)] for _ in range(chance.randint(1, 4)))}</w:p>")
    text = read("x.docx", data).blocks[0].text  # type: ignore[union-attr]
    wanted: dict[tuple[int, int], str] = {}
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text.value))
        end = chance.randrange(start + 1, len(text.value) + 1)
        if words := text.value[start:end].strip():
            start += len(text.value[start:end]) - len(text.value[start:end].lstrip())
            wanted[start, start + len(words)] = words
    made = held(data, noted(*(text.origin(start, end) for start, end in wanted)))
    assert sorted(words.strip() for words in anchored(made)) == sorted(wanted.values())
