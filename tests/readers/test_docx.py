"""Word documents: pairs docx/X.xml (body, styles, numbering) and docx/X.out (what is read from it).

Each is read in several dresses, which must make no difference: namespaces, prefixes, encoding.
"""

from __future__ import annotations

import re
import time
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
import word_files as make
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.model import Cell, Grid, Line, Source
from reportlint.readers.docx import body as docx_body
from reportlint.readers.docx import read
from reportlint.readers.docx import walk as docx_walk
from reportlint.readers.docx.body import HANDLED, Body
from reportlint.readers.docx.names import NAMES
from reportlint.readers.docx.numbering import Numbering
from reportlint.readers.docx.quick import QuickBody
from reportlint.readers.docx.sieve import CODES, Sieve
from reportlint.readers.docx.story import Lattice
from reportlint.readers.docx.styles import Styles
from reportlint.readers.docx.symbols import symbol
from reportlint.readers.numerals import numeral

HERE = Path(__file__).parent / "docx"
REPORTS = Path(__file__).parents[3] / "shared" / "reports"
CASES = sorted(path.stem for path in HERE.glob("*.xml"))
DRESSES = {"usual": str, "strict": make.strict, "renamed": make.renamed, "wide": make.wide}


def dump(source: Source) -> str:
    """`L number [hlevel] [chrome] [unread] text` a line, `T number` a table and its cells."""
    return "".join(f"{line}\n" for block in source.blocks
                   for line in (_cells(block) if isinstance(block, Grid) else [_line(block)]))


def _line(line: Line) -> str:
    marks = f" h{line.level}" * bool(line.level) + " chrome" * line.chrome + " unread" * bool(line.unread)
    return f"L {line.text.base.paragraph}{marks} {_shown(line.text.value)}"


def _cells(grid: Grid) -> list[str]:
    assert not grid.ragged
    owners: dict[int, Cell] = {}
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            owners[id(cell)] = cell
            assert cell.row <= r < cell.row + cell.rowspan
            assert cell.column <= c < cell.column + cell.colspan
    return [f"T {grid.number}", *(
        f"{cell.row},{cell.column} ({cell.rowspan}×{cell.colspan}) {_shown(cell.text.value)}"
        for cell in owners.values())]


def _shown(text: str) -> str:
    return text.replace("\n", "⏎").replace("\t", "⇥")


def case(name: str) -> dict[str, str]:
    text = (HERE / f"{name}.xml").read_text(encoding="utf-8")
    found = {part: found[1] if (found := re.search(f"<{part}>(.*)</{part}>", text, re.DOTALL)) else ""
             for part in ("body", "styles", "numbering")}
    return make.parts(**found)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("name", CASES)
def test_case(name, dress):
    parts = {part: DRESSES[dress](text) if part.startswith("word/") and "rels" not in part else text
             for part, text in case(name).items()}
    source = read("x.docx", make.zipped(parts))
    assert dump(source) == (HERE / f"{name}.out").read_text(encoding="utf-8")
    assert source.remarks == ()
    assert (source.format, source.encoding) == ("word", "")


def test_origin_counts_within_the_shown_text():
    parts = case("numbering-cells")
    line, grid, _ = read("x.docx", make.zipped(parts)).blocks
    place = line.text.origin(2, 4)
    assert (place.paragraph, place.offset, place.length, place.line) == (1, 2, 2, 0)
    assert line.text.value[2:4] == "段落"
    cell = grid.rows[3][0].text.origin(0, 1)
    assert (cell.table, cell.row, cell.cell, cell.paragraph) == (1, 3, 1, 0)
    assert grid.origin.table == 1


def test_main_part_may_lie_anywhere():
    parts = make.parts(make.paragraph("文"))
    moved = {name.replace("word/document", "Inhalt/Haupt"): text.replace("word/document.xml", "Inhalt/Haupt.xml")
             for name, text in parts.items() if "document.xml.rels" not in name}
    assert dump(read("x", make.zipped(moved))) == "L 1 文\n"
    backslashes = {name.replace("/", "\\"): text for name, text in moved.items()}
    assert dump(read("x", make.zipped(backslashes))) == "L 1 文\n"


@pytest.mark.parametrize("missing", ["_rels/.rels", "[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_text_is_found_without(missing):
    parts = make.parts(make.paragraph("文"))
    del parts[missing]
    assert dump(read("x", make.zipped(parts))) == "L 1 文\n"


def test_damaged_neighbours_leave_a_remark():
    parts = make.parts(make.paragraph("文", '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering="<w:num>")
    source = read("x", make.zipped(parts))
    assert dump(source) == "L 1 文\n"
    assert "自动编号" in source.remarks[0]
    styles = '<w:style w:styleId="a"><w:name></w:style>'
    for dress in (str, make.wide):
        parts = make.parts(make.paragraph("文", '<w:pStyle w:val="a"/>'), styles=styles)
        source = read("x", make.zipped({**parts, "word/styles.xml": dress(parts["word/styles.xml"])}))
        assert dump(source) == "L 1 文\n"
        assert "样式" in source.remarks[0]


def test_embedded_files_leave_a_remark():
    source = read("x", make.zipped(make.parts(make.paragraph("文") + "<w:altChunk/>")))
    assert len(source.remarks) == 1


def test_metadata():
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "年报 <甲>", "办公室"
    buffer = BytesIO()
    document.save(buffer)
    assert read("x", buffer.getvalue()).metadata == (("title", "年报 <甲>"), ("creator", "办公室"))


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read("x.docx", data)
    return caught.value.reason


def test_refusals():
    whole = make.zipped(make.parts(make.paragraph("文")))
    locked = bytearray(whole)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := whole.find(signature, start)) >= 0:
            locked[start + at] |= 1
            start += 1
    assert "密码" in refusal(bytes(locked))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "密码" in refusal(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "不是 Word" in refusal(ole)
    assert "不是 Word" in refusal(b"%PDF-1.7")
    assert "损坏" in refusal(whole[:-40])
    assert "损坏" in refusal(whole[:200])
    sheet = make.parts("")
    sheet["[Content_Types].xml"] = sheet["[Content_Types].xml"].replace("wordprocessingml", "spreadsheetml")
    assert "不是 Word" in refusal(make.zipped(sheet))
    assert "不是 Word" in refusal(make.zipped({"a.txt": "文"}))
    assert "损坏" in refusal(make.zipped(make.parts("<w:p>")))


@pytest.mark.parametrize("declared", [
    '<!DOCTYPE w:document [<!ENTITY a "b">]>', "<!DOCTYPE w:document>",
    '<!DOCTYPE w:document SYSTEM "file:///etc/passwd">'])
@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels", "[Content_Types].xml"])
def test_document_types_are_refused(declared, part):
    parts = make.parts(make.paragraph("文"))
    head, mark, rest = parts[part].rpartition("?>")
    parts[part] = head + mark + declared + rest
    assert "实体" in refusal(make.zipped(parts))


def table(rows: str) -> dict[str, str]:
    return make.parts(f"<w:tbl>{rows}</w:tbl>")


BOMBS = {
    "ratio": lambda: {**make.parts(""), "word/document.xml": make.part("document", "<w:p/>" * 5_000_000)},
    "entries": lambda: {**make.parts(""), **{f"word/{n}": "" for n in range(6_000)}},
    "nested": lambda: make.parts("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000),
    "wide": lambda: table('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr></w:tc><w:tc/></w:tr>'
                          * 2_000),
    "uneven": lambda: table('<w:tr><w:trPr><w:gridAfter w:val="9999"/></w:trPr><w:tc/></w:tr>'
                            + "<w:tr><w:tc/></w:tr>" * 5_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_quickly(name):
    data = make.zipped(BOMBS[name]())
    start = time.process_time()
    assert refusal(data)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("body", [
    make.paragraph("字", "<w:rPr><w:del/></w:rPr>") * 20_000,
    "<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/><w:t>字</w:t></w:r>" * 20_000 + "</w:p>",
    "<w:sdt>" * 200_000 + "</w:sdt>" * 200_000,
    "<w:tc>" * 20 + "<w:tr>" * 20_000 + "</w:tr>" * 20_000 + "</w:tc>" * 20,
], ids=["run on", "fields", "deep", "stray rows"])
def test_odd_bodies_take_no_longer_than_others(body):
    start = time.process_time()
    assert read("x", make.zipped(make.parts(body))).format == "word"
    assert time.process_time() - start < 10


@pytest.mark.parametrize(("form", "value", "written"), [
    ("chineseCounting", 10, "十"), ("chineseCounting", 11, "十一"), ("chineseCounting", 20, "二十"),
    ("chineseCounting", 99, "九十九"), ("chineseCounting", 100, "一〇〇"),
    ("chineseCountingThousand", 100, "一百"), ("chineseCountingThousand", 101, "一百〇一"),
    ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 1010, "一千〇一十"),
    ("chineseCountingThousand", 10_000, "10000"), ("japaneseCounting", 12, "十二"),
    ("ideographDigital", 10, "一〇"),
    ("chineseLegalSimplified", 10, "壹拾"), ("chineseLegalSimplified", 21, "贰拾壹"),
    ("ideographTraditional", 3, "丙"), ("ideographTraditional", 11, "11"), ("ideographZodiac", 12, "亥"),
    ("decimalEnclosedCircle", 1, "①"), ("decimalEnclosedCircleChinese", 21, "㉑"),
    ("decimalEnclosedCircle", 36, "㊱"),
    ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 3, "⒊"), ("decimalFullWidth", 12, "１２"),
    ("ideographEnclosedCircle", 2, "㊁"), ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"),
    ("lowerLetter", 27, "aa"), ("upperLetter", 2, "B"), ("decimalZero", 7, "07"), ("none", 7, ""),
    ("unheard", 7, "7"), ("decimal", 0, "0"), ("chineseCounting", -1, "-1"), ("chineseCounting", 0, "〇"),
])
def test_numeral(form, value, written):
    assert numeral(value, form) == written


@given(st.integers(-5, 10**7), st.sampled_from(["lowerRoman", "upperLetter", "chineseCountingThousand"]))
def test_numerals_stay_short(value, form):
    assert 0 < len(numeral(value, form)) < 20


@given(st.text(max_size=9), st.text(max_size=9))
def test_symbols_never_fail(font, char):
    assert len(symbol(font, char)) <= 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
                max_size=12)
CONTENT = st.one_of(WORDS, st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=4))


@settings(max_examples=40, deadline=None)
@given(st.lists(CONTENT, max_size=6))
def test_plain_documents_as_python_docx_reads_them(content):
    document = docx.Document()
    for item in content:
        if isinstance(item, str):
            document.add_paragraph(item)
        else:
            table = document.add_table(len(item), 2)
            for row, words in zip(table.rows, item, strict=True):
                for cell, text in zip(row.cells, words, strict=True):
                    cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    oracle = docx.Document(BytesIO(buffer.getvalue()))
    blocks = read("x", buffer.getvalue()).blocks
    assert [block.text.value for block in blocks if isinstance(block, Line)] == [
        p.text for p in oracle.paragraphs if p.text.strip()]
    assert [[[cell.text.value for cell in row] for row in block.rows] for block in blocks
            if isinstance(block, Grid)] == [[[c.text for c in row.cells] for row in t.rows] for t in oracle.tables]


WHOLE = make.zipped({**case("numbering-styles"), "word/document.xml": make.part("document", "".join(
    f"<w:body>{case(name)['word/document.xml'].partition('<w:body>')[2].partition('</w:body>')[0]}</w:body>"
    for name in CASES))})


def attempt(data: bytes) -> None:
    """A file is read or refused in one sentence; nothing else comes out."""
    try:
        outcome: Source | str = read("x", data)
    except ReadError as error:
        outcome = error.reason
    assert isinstance(outcome, Source) or re.fullmatch(r"[^\n]+[^。\n]", outcome)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes(data, disguised):
    attempt(b"PK\x03\x04" + data if disguised else data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_cut_off(length):
    attempt(WHOLE[:length])


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 7)), min_size=1, max_size=4))
def test_flipped_bits(flips):
    data = bytearray(WHOLE)
    for at, bit in flips:
        data[at] ^= 1 << bit
    attempt(bytes(data))


ELEMENTS = ["p", "r", "t", "tbl", "tr", "tc", "pPr", "rPr", "trPr", "tcPr", "del", "ins", "sdt", "txbxContent",
            "vanish", "fldChar", "sectPr", "tabs", "numPr", "tcBorders", "rt", "moveFrom", "gridSpan"]
ATTRIBUTES = st.sampled_from(["", ' w:val="2"', ' w:fldCharType="begin"'])
TREES = st.recursive(
    st.text("文字", max_size=2),
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), ATTRIBUTES, st.lists(inner, max_size=4)), max_leaves=25)


def written(tree) -> str:
    if isinstance(tree, str):
        return tree
    name, attributes, inner = tree
    return f"<w:{name}{attributes}>{''.join(map(written, inner))}</w:{name}>"


@settings(max_examples=250, deadline=None)
@given(st.lists(TREES, max_size=4))
@example([("tcBorders", "", [("t", "", ["字"])])])
@example([("t", "", [("t", "", [])]), ("t", "", ["字"])])
def test_any_structure_is_read_alike_in_every_dress(trees):
    """However the elements stand in one another, reading never fails, and prefixes make no difference."""
    body = "".join(map(written, trees))
    document = make.part("document", body)
    packages = [make.zipped({**make.parts(""), "word/document.xml": dress(document)}) for dress in DRESSES.values()]
    assert len({dump(read("x", package)) for package in packages}) == 1


@pytest.mark.parametrize("body", [
    '<w:p><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>',
    '<w:p><w:r><w:rPr><w:rStyle w:val="X"/></w:rPr><w:t>一</w:t></w:r></w:p>',
    "<w:p><!-- <w:t>注</w:t> --><w:r><w:t>文</w:t></w:r></w:p>",
    "<w:p><w:r><w:t><![CDATA[<w:t>一</w:t>]]></w:t></w:r></w:p>",
    '<w:p><w:bookmarkStart w:name="a>b"/><w:r><w:t>书签</w:t></w:r></w:p>',
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    "<w:tc><w:p><w:r><w:t>1 &lt; 2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "<w:p><w:fldSimple w:instr='TITLE'><w:r><w:t>题</w:t></w:r></w:fldSimple><w:r\n><w:t >名</w:t ></w:r></w:p>",
    "<w:sdt><w:sdtPr><w:text/><w:tbl/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "<!-- 一 --><w:p><!--<w:p>--><w:r><w:t>批<!-- - -->注</w:t></w:r></w:p>"
    "<w:p><w:r><w:t><![CDATA[<!-- 二 -->]]></w:t></w:r></w:p>",
    "<!-- 一 --><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc>"
    "</w:tr></w:tbl><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>接</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r>"
    "</w:p></w:tc></w:tr></w:tbl>",
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    '<w:p><w:r><w:br w:type="page"/><w:t>分页</w:t><w:br w:type="textWrapping"/></w:r></w:p>'
    "<w:p><w:r><w:br/></w:r></w:p>",
    '<w:p><w:x w:y="Pr>"/><w:r><w:t>CPr>甲Pr&gt;</w:t></w:r></w:p><w:p><w:r><w:t>Pr></w:t></w:r></w:p>',
    '<w:p><w:x w:y="w:p>"/><w:r><w:t>Cw:p>甲w:p&gt;</w:t></w:r></w:p><w:p><w:r><w:t>w:p></w:t></w:r></w:p>',
])
@pytest.mark.parametrize("paragraph", ["<w:p>", '<w:p w:rsidR="1">'])
def test_the_quick_way_is_the_way(body, paragraph):
    """Leaving tags out before parsing, and taking cells whole, change nothing; paragraphs may have attributes."""
    data = make.part("document", f"<w:body>{body.replace('<w:p>', paragraph)}</w:body>").encode()
    styles, numbering = Styles(None), Numbering(None)
    assert told(QuickBody(data, styles, numbering).story) == told(Body(data, styles, numbering).story)


def told(item: object) -> object:
    """What a story holds, as lists of it."""
    if isinstance(item, list):
        return [told(part) for part in item]
    slots = getattr(type(item), "__slots__", ())
    return [type(item).__name__, *((name, told(getattr(item, name))) for name in slots)] if slots else item


LISTS = ('<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
         '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/>'
         '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>')


@pytest.mark.parametrize("row", ["", "<w:trPr><w:del/></w:trPr>"])
def test_lists_are_counted_the_quick_way_too(row):
    """In rows that are deleted and cells that go on from above nothing is counted; a style may say the list."""
    item = ('<w:p><w:pPr><w:pStyle w:val="{}"/><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr><w:tabs>'
            '<w:tab w:val="left"/></w:tabs>{}<w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>')
    inner = item.format("a", 0, 1, "", "列")
    body = "".join([
        inner, item.format("a", 1, 1, '<w:outlineLvl w:val="0"/>', "1项"), item.format("a", 1, 0, "", "无"), inner,
        item.format("b", 0, 1, "", "藏"), '<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr><w:r><w:t>随样式</w:t></w:r></w:p>',
        f"<w:tbl><w:tr>{row}<w:tc>{inner}{inner}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        f"{item.format('a', 0, 1, '', '')}{inner}</w:tc></w:tr></w:tbl>", inner])
    data = make.part("document", f"<w:body>{body}</w:body>").encode()
    looks = ('<w:style w:type="paragraph" w:styleId="b"><w:rPr><w:vanish/></w:rPr></w:style>'
             '<w:style w:type="paragraph" w:styleId="c"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
             "</w:style>")

    def story(way: type[Body]) -> str:
        return repr(told(way(data, Styles(make.part("styles", looks).encode()),
                                Numbering(make.part("numbering", LISTS).encode())).story))

    assert "一、列" in story(Body)
    assert story(QuickBody) == story(Body)


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
def test_what_says_how_a_list_or_style_looks_makes_no_difference(dress):
    """In whatever dress: only in the usual one such elements are left out, and a style is read by itself."""
    level = ('<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="甲%1"/>'
             '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="9"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl><w:lvl w:ilvl="1">'
             '<w:pPr><w:tabs><w:tab w:val="num"/></w:tabs><w:pStyle w:val="b"/></w:pPr><w:suff w:val="tab"/>'
             '<w:numFmt w:val="decimal"/><w:lvlText w:val="乙%2"/></w:lvl></w:abstractNum>'
             '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>')
    style = ('<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="x"/><w:name w:val="{1}"/><w:rPr><w:vanish/>'
             '<w:vanish w:val="0"/></w:rPr><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>')
    looks = style.format("a", "heading 2") + style.format("b", "heading 3")
    body = make.paragraph("一", '<w:pStyle w:val="a"/>') + make.paragraph("二", '<w:pStyle w:val="b"/>')
    made = make.zipped({name: dress(text) for name, text in make.parts(body, looks, level).items()})
    assert dump(read("x", made)) == "L 1 h2 甲1一\nL 2 h3 乙1二\n"


def spelt(written: str) -> str:
    """With the tags that are written as codes."""
    return re.sub("[\x0e-\x1f]", lambda code: f"<{next(tag for tag in CODES if CODES[tag] == code[0])}>", written)


def quick(body: str) -> QuickBody:
    return QuickBody(make.part("document", f"<w:body>{body}</w:body>").encode(), Styles(None), Numbering(None))


def test_of_the_usual_document_little_is_parsed():
    row = "<w:tr><w:tc><w:tcPr><w:tcW w:w='90'/></w:tcPr><w:p w:rsidR='1'><w:pPr><w:jc w:val='left'/></w:pPr>" \
          "<w:r><w:rPr><w:sz w:val='1'/></w:rPr><w:t>9</w:t></w:r></w:p></w:tc></w:tr>"
    data = make.part("document", f"<w:body><w:tbl>{row}</w:tbl></w:body>").encode()
    kept = frozenset(name.encode() for name in HANDLED)
    left = spelt(Sieve(data).thinned(kept, lambda _: False))
    assert left.partition("<w:body>")[2] == (
        "<w:tbl><w:tr><w:tc><w:p><w:pPr></w:pPr><w:rPr></w:rPr><w:t>9</w:t></w:p></w:tc></w:tr></w:tbl>"
        "</w:body></w:document>")


def test_of_the_usual_tables_nothing_is_parsed(monkeypatch):
    """Cells of one paragraph and the ends of rows between them are taken whole; so is the text between tables."""
    parsed, parse = [], QuickBody._parse

    def watched(body: QuickBody, written: str, in_row: bool = False) -> None:
        parsed.append(spelt(written))
        parse(body, written, in_row)

    monkeypatch.setattr(QuickBody, "_parse", watched)
    cell = ('<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p w:x="{0}"><w:r><w:rPr><w:b/></w:rPr><w:t>{0}</w:t>'
            "</w:r></w:p></w:tc>")
    turn = '</w:tr><w:tr w:y="1"><w:trPr><w:trHeight/></w:trPr>'
    rows = turn.join(cell.format(n) + cell.format(n + 1) for n in range(5))
    text = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>正文</w:t><w:br/><w:t>又一行</w:t></w:r></w:p>'
    table, words = quick(f"<w:tbl><w:tr>{rows}</w:tr></w:tbl>{text}").story
    assert [re.sub(r"<\?.*\?>\n", "", piece) for piece in parsed] == [
        "<w:document><w:body><w:tbl><w:tr>", "</w:tr></w:tbl>", "</w:body></w:document>"]
    assert isinstance(table, Lattice)
    assert [[slot.span for slot in band.slots] for band in table.bands] == [[2, 2]] * 5
    assert words.text == "正文\n又一行"


def test_handled_names_have_their_short_form():
    """Else an element would be handled under the usual prefixes only."""
    handled = {*docx_body._STARTS, *docx_body._ENDS, *docx_walk._STARTS, *docx_walk._ENDS}
    assert handled <= set(NAMES.values())


@pytest.mark.skipif(not REPORTS.exists(), reason="the real reports are not here")
@pytest.mark.parametrize(("name", "shapes"), [
    ("04-shuyang-fagaiju-2023.docx", [(6, 4), (14, 4), (28, 10), (4, 15)]),
    ("12-pingtan-2022.docx", [(14, 4), (28, 10), (4, 15)]),
    ("form-2021-wps.docx", [(14, 4), (28, 10), (4, 15)]),
])
def test_real_reports(name, shapes):
    data = (REPORTS / name).read_bytes()
    blocks = read(name, data).blocks
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert [(len(grid.rows), grid.width) for grid in grids] == shapes
    with ZipFile(BytesIO(data)) as package:
        words = re.sub(r"<w:instrText.*?</w:instrText>", "", package.read("word/document.xml").decode("utf-8"))
    ours = "".join(block.text.value for block in blocks if isinstance(block, Line)) + "".join(
        cell.text.value for grid in grids for cell in {id(c): c for row in grid.rows for c in row}.values())
    found = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", words))
    assert sorted("".join(ours.split())) == sorted("".join(unescape(found).split()))
