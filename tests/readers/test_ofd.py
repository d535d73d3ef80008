"""What only OFD has: its package, arrays of steps, templates, transformations; and files made to hurt."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from drawing import Page, grid_cells, ofd_of
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.model import Grid
from reportlint.readers import ofd

XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
CONTENT = "Doc_0/Pages/Page_0/Content.xml"


def drawn(inner, **others):
    """A file of one page with this content; `others` are further parts, "" leaves one out."""
    page = (f'<ofd:Page {XMLNS}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>'
            f"<ofd:Content><ofd:Layer>{inner}</ofd:Layer></ofd:Content></ofd:Page>")
    return changed(ofd_of(Page()), {CONTENT: page, **others})


def changed(data, parts):
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if parts.get(name, None) != "":
                new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()


def text(words, code='X="0" Y="4"', space='Boundary="20 20 100 5"'):
    return (f'<ofd:TextObject {space} Font="1" Size="5"><ofd:TextCode {code}>{words}</ofd:TextCode>'
            "</ofd:TextObject>")


def lines(data):
    return [block.text.value for block in ofd.read("r.ofd", data).blocks if not isinstance(block, Grid)]


CASES = {
    "steps": (text("共12件", 'X="0" Y="4" DeltaX="5 2.5 2.5"'), ["共12件"]),
    "steps by count": (text("共一二件", 'X="0" Y="4" DeltaX="g 3 5"'), ["共一二件"]),
    "steps with a gap": (text("总计", 'X="0" Y="4" DeltaX="10"'), ["总 计"]),
    "no steps": (text("共12件"), ["共12件"]),
    "downwards": (text("本年度", 'X="0" Y="4" DeltaX="g 2 0" DeltaY="g 2 6"'), ["本年度"]),
    "scaled": (text("甲乙", 'X="0" Y="2" DeltaX="2.5"', 'Boundary="20 20 90 9" CTM="2 0 0 2 0 0"'), ["甲乙"]),
    "slanting": (
        text("水印", 'X="0" Y="4" DeltaX="5"', 'Boundary="20 20 90 9" CTM=".7 .7 -.7 .7 0 0"') + text("文"), ["文"]),
    "entities of XML": (text("A&amp;B&lt;C"), ["A&B<C"]),
    "in a block": (f"<ofd:PageBlock><ofd:PageBlock>{text('块')}</ofd:PageBlock></ofd:PageBlock>", ["块"]),
}


@pytest.mark.parametrize("name", CASES)
def test_text(name):
    inner, expected = CASES[name]
    assert lines(drawn(inner)) == expected


def test_paths_of_many_parts_and_rectangles():
    frame = ('<ofd:PathObject Boundary="20 40 60 20"><ofd:AbbreviatedData>M 0 0 L 60 0 L 60 20 L 0 20 C M 0 10 L 60 10 '
             'M 30 0 L 30 20</ofd:AbbreviatedData></ofd:PathObject>'
             '<ofd:PathObject Boundary="20 20 60 60"><ofd:StrokeColor Value="255 255 255"/><ofd:AbbreviatedData>'
             "M 15 20 L 15 40</ofd:AbbreviatedData></ofd:PathObject>")
    cells = "".join(text(words, space=f'Boundary="{x} {y} 9 5"') for words, x, y in (
        ("项", 22, 42), ("数", 52, 42), ("甲", 22, 52), ("7", 52, 52)))
    grids = [b for b in ofd.read("r.ofd", drawn(frame + cells)).blocks if isinstance(b, Grid)]
    assert [[cell.text.value for cell in row] for row in grids[0].rows] == [["项", "数"], ["甲", "7"]]


def test_a_template_is_drawn_with_its_page():
    template = f'<ofd:Page {XMLNS}><ofd:Content><ofd:Layer>{text("红头")}</ofd:Layer></ofd:Content></ofd:Page>'
    base = ofd_of(Page())
    with ZipFile(BytesIO(base)) as package:
        document = package.read("Doc_0/Document.xml").decode()
    document = document.replace("</ofd:CommonData>", '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/></ofd:CommonData>')
    body = text("正文", space='Boundary="20 60 50 5"')
    data = drawn('<ofd:Template TemplateID="5"/>' + body,
                 **{"Doc_0/Document.xml": document, "Doc_0/Tpls/T.xml": template})
    assert lines(data) == ["红头", "正文"]


def test_title():
    assert ofd.read("r.ofd", drawn(text("文"))).metadata == (("Title", "报告"),)


BOMB = b"<a>" + b" " * 70_000_000 + b"</a>"
REFUSED = {
    "cut": (ofd_of(Page(texts=[(90, 90, 12, "文")]))[:200], "已损坏"),
    "no text": (ofd_of(Page()), "没有文字"),
    "no document": (drawn(text("文"), **{"Doc_0/Document.xml": ""}), "已损坏"),
    "broken XML": (changed(drawn(text("文")), {CONTENT: "<ofd:Page><a></b>"}), "已损坏"),
    "entities": (changed(drawn(text("文")), {CONTENT: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "实体声明"),
    "bomb": (changed(drawn(text("文")), {CONTENT: BOMB}), "异常庞大"),
    "encrypted": (changed(drawn(text("文")), {"OFD.xml": "<a/>", "Encryptions.xml": "<a/>"}), "加密"),
    "pages": (ofd_of(*[Page(texts=[(90, 90, 12, "文")])] * 301), "超过 300 页"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name):
    data, words = REFUSED[name]
    with pytest.raises(ReadError) as caught:
        ofd.read("r.ofd", data)
    assert words in caught.value.reason


SMALL = Page(texts=[(90, 60, 12, "正文一段。")])
SMALL.table(90, 100, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
WHOLE = ofd_of(SMALL)
with ZipFile(BytesIO(WHOLE)) as _package:
    WORDS = _package.read(CONTENT).decode()


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WORDS)), st.text("0123456789.-eE g\"<>/MLCSQBA", max_size=12), st.integers(0, 12))
def test_changed_pages_give_a_source_or_a_read_error(place, put, gone):
    _reads_or_refuses(changed(WHOLE, {CONTENT: WORDS[:place] + put + WORDS[place + gone:]}))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=9),
       st.none() | st.integers(0, len(WHOLE)))
def test_mutated_and_cut_files_give_a_source_or_a_read_error(changes, length):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    _reads_or_refuses(bytes(data[:length]))


def _reads_or_refuses(data):
    try:
        source = ofd.read("r.ofd", data)
    except ReadError:
        return
    assert source.format == "ofd"


@pytest.mark.parametrize("colour", ['Value="220 220 220"', 'Value="0 0 0" Alpha="60"'])
def test_a_pale_water_mark_is_left_out_and_said(colour):
    mark = text("内部资料").replace("<ofd:TextCode", f"<ofd:FillColor {colour}/><ofd:TextCode")
    source = ofd.read("r.ofd", drawn(text("共12件", space='Boundary="20 60 100 5"') + mark))
    assert [block.text.value for block in source.blocks] == ["共12件"]
    assert source.remarks == ("第 1 页有颜色极浅的文字（水印等），没有读取。",)


def test_white_words_on_dark_ground_are_read():
    ground = ('<ofd:PathObject Boundary="15 15 100 20" Fill="true" Stroke="false"><ofd:FillColor Value="20 60 120"/>'
              "<ofd:AbbreviatedData>M 0 0 L 100 0 L 100 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>")
    head = text("表头").replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')
    assert lines(drawn(ground + head)) == ["表头"]
