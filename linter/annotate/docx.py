"""A Word file written from scratch: paragraphs and tables with comments, and the parts that every package has.

ISO/IEC 29500-1. Stored unpacked and without a date: the same content gives the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ..model import Cell, Grid
from ..records import dataclass
from .marks import TRANSITIONAL, comment, escaped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WIDTH = 9070  # twips between the margins of A4
_OLDEST = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX = 3
_NARROW, _WIDE = 4, 14  # ems of a column that are reckoned with when the width is shared out
_MANY = 8  # columns from which on a table has small letters


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment of number `key` at the characters `start` up to and without `end`."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Styled:
    """A text that has a style of its own: the style's id and the words."""

    name: str
    words: str


# ---- the body -----------------------------------------------------------------------------------------


def paragraph(words: str, style: str = "", marks: Sequence[Mark] = ()) -> str:
    """A paragraph in a style ("" for the usual one)."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(_content(words, marks))}</w:p>"


def _content(words: str, marks: Sequence[Mark]) -> Iterator[str]:
    """Runs, cut where a comment begins or ends; one that ends stands before one that begins."""
    edges = sorted({0, len(words), *(edge for mark in marks for edge in (mark.start, mark.end))})
    for edge, following in pairwise((*edges, len(words))):
        yield from (_end(mark) for mark in marks if mark.end == edge and mark.start < edge)
        yield from (f'<w:commentRangeStart w:id="{mark.key}"/>' for mark in marks if mark.start == edge)
        yield from (_end(mark) for mark in marks if mark.start == mark.end == edge)
        if following > edge:
            yield f"<w:r>{_words(words[edge:following])}</w:r>"


def _end(mark: Mark) -> str:
    return f'<w:commentRangeEnd w:id="{mark.key}"/><w:r><w:commentReference w:id="{mark.key}"/></w:r>'


def _words(words: str) -> str:
    text = escaped(words.replace("\r", " "))
    return (f'<w:t xml:space="preserve">{text}</w:t>'.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
            .replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">'))


def table(grid: Grid, marks: Sequence[Sequence[Mark]]) -> str:
    """A table; `marks` are those of its cells, each cell once, in the order in which they begin."""
    width = max(grid.width, 1)
    style = "TableSmall" if width >= _MANY else "TableText"
    columns = _columns(grid, width)
    numbers: dict[int, int] = {}
    rows = "".join(_row(grid.rows, number, columns, numbers, marks, style) for number in range(len(grid.rows)))
    shares = "".join(f'<w:gridCol w:w="{share}"/>' for share in columns)
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
            '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{shares}</w:tblGrid>{rows}</w:tbl>")


def _columns(grid: Grid, width: int) -> list[int]:
    """The page's width shared out by the longest line in each column, within bounds."""
    ems = [_NARROW] * width
    for row in grid.rows:
        for number, cell in enumerate(row):
            if cell.colspan == 1:
                longest = max(map(len, cell.text.value.split("\n")), default=0)
                ems[number] = max(ems[number], min(longest, _WIDE))
    return [max(1, _WIDTH * share // sum(ems)) for share in ems]


def _row(rows: Sequence[Sequence[Cell]], number: int, columns: Sequence[int], numbers: dict[int, int],
         marks: Sequence[Sequence[Mark]], style: str) -> str:
    """The cells of a row; one that goes on from the row above is there as a merged one without words."""
    row, above = rows[number], rows[number - 1] if number else ()
    out, place = [], 0
    while place < len(columns):
        cell = row[place] if place < len(row) else None
        end = place + 1
        while end < len(row) and cell is not None and row[end] is cell:
            end += 1
        span = f'<w:gridSpan w:val="{end - place}"/>' if end - place > 1 else ""
        size = f'<w:tcW w:w="{sum(columns[place:end])}" w:type="dxa"/>'
        merge, words = _merge(rows, number, place, above, cell), paragraph("", style)
        if cell is not None and id(cell) not in numbers:
            numbers[id(cell)] = len(numbers)
            words = paragraph(cell.text.value, style, marks[numbers[id(cell)]])
        out.append(f"<w:tc><w:tcPr>{size}{span}{merge}</w:tcPr>{words}</w:tc>")
        place = end
    return f"<w:tr>{''.join(out)}</w:tr>"


def _merge(rows: Sequence[Sequence[Cell]], number: int, place: int, above: Sequence[Cell], cell: Cell | None) -> str:
    below = rows[number + 1] if number + 1 < len(rows) else ()
    if cell is not None and place < len(above) and above[place] is cell:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if cell is not None and place < len(below) and below[place] is cell else ""


# ---- the package --------------------------------------------------------------------------------------


def package(body: str, comments: Iterable[Iterable[str]], date: str) -> bytes:
    """A file of this body; `comments` are the paragraphs of each comment, numbered from 0."""
    said = "".join(comment(number, words, date, "") for number, words in enumerate(comments))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _related(("officeDocument", "word/document.xml")),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{TRANSITIONAL}"><w:body>{body}{_PAGE}</w:body></w:document>',
        "word/_rels/document.xml.rels": _related(("styles", "styles.xml"), ("comments", "comments.xml")),
        "word/styles.xml": _STYLES,
        "word/comments.xml": f'{_HEAD}<w:comments xmlns:w="{TRANSITIONAL}">{said}</w:comments>',
    }
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in parts.items():
            info = ZipInfo(name, _OLDEST)
            info.create_system, info.compress_type = _MADE_ON_UNIX, ZIP_STORED
            made.writestr(info, content.encode())
    return out.getvalue()


def _related(*parts: tuple[str, str]) -> str:
    listed = "".join(f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
                     for number, (kind, target) in enumerate(parts, 1))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{_WORD}.comments+xml"/></Types>'
)
_PAGE = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1418" w:bottom="1440" '
         'w:left="1418" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>')


def _style(id: str, name: str, paragraph: str, run: str, more: str = "") -> str:
    based = '<w:basedOn w:val="Normal"/>' if id != "Normal" else ""
    return (f'<w:style w:type="paragraph" w:styleId="{id}"{more}><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>")


def _fonts(east: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}"/>'


_SONG, _HEI = _fonts("SimSun"), _fonts("SimHei")
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{TRANSITIONAL}"><w:docDefaults><w:rPrDefault><w:rPr>{_SONG}<w:sz w:val="24"/>'
    '<w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Normal", "Normal", '<w:spacing w:line="360" w:lineRule="auto"/><w:jc w:val="both"/>', "",
             ' w:default="1"')
    + _style("Title", "Title", '<w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>',
             f'{_HEI}<w:sz w:val="36"/>')
    + "".join(_style(f"Heading{level}", f"heading {level}",
                     f'<w:keepNext/><w:spacing w:before="120"/><w:outlineLvl w:val="{level - 1}"/>', run)
              for level, run in ((1, f'{_HEI}<w:sz w:val="28"/>'), (2, "<w:b/>"), (3, "<w:b/>")))
    + _style("TableText", "Table Text", '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
             '<w:sz w:val="20"/>')
    + _style("TableSmall", "Table Text Small", '<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
             '<w:sz w:val="17"/>')
    + "</w:styles>"
)
