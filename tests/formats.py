"""One report written as every kind of file that offices send: an oracle for readers, binding and checks.

A report is paragraphs and tables; a table is rows of slots, and a merged cell stands in all of its slots.
A writer lays a report out once, with one private character for each cell; `Layout.fill` then puts words in
their place and says where each cell's words begin. So a changed figure costs no writing anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

_FIRST = 0xE000
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?(万元)?")


@dataclass(frozen=True, eq=False)
class Box:
    """A cell of the written report; it is itself only (two cells with one text are two)."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """A table: rows of slots. Rows of different length are a table whose author lost cells."""

    rows: tuple[tuple[Box, ...], ...]

    def find(self, label: str, nth: int = 0) -> tuple[int, int]:
        """Row and column of the nth cell with this text."""
        hits = [(r, c) for r, row in enumerate(self.rows) for c, box in enumerate(row)
                if box.text == label and anchor(self, r, c)]
        return hits[nth]

    def with_row(self, index: int, row: Sequence[Box]) -> Sheet:
        return Sheet((*self.rows[:index], tuple(row), *self.rows[index + 1:]))

    def insert(self, index: int, row: Sequence[Box]) -> Sheet:
        return Sheet((*self.rows[:index], tuple(row), *self.rows[index:]))

    def without_row(self, index: int) -> Sheet:
        return Sheet(self.rows[:index] + self.rows[index + 1:])

    def without_column(self, index: int) -> Sheet:
        return Sheet(tuple(row[:index] + row[index + 1:] for row in self.rows))

    def put(self, row: int, column: int, text: str) -> Sheet:
        """The cell at a slot with other words, in all of its slots."""
        old, new = self.rows[row][column], Box(text)
        return Sheet(tuple(tuple(new if box is old else box for box in line) for line in self.rows))


@dataclass(frozen=True)
class Words:
    """A paragraph, or (`level` from 1) a heading."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Written:
    """A report as written: paragraphs and tables in order."""

    blocks: tuple[Words | Sheet, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Sheet))

    def change(self, number: int, edit: Callable[[Sheet], Sheet | Iterable[Words | Sheet]]) -> Written:
        """With the table of this number (from 0) edited, or replaced by several blocks."""
        at = self.blocks.index(self.sheets[number])
        new = edit(self.sheets[number])
        blocks = (new,) if isinstance(new, Sheet) else tuple(new)
        return Written((*self.blocks[:at], *blocks, *self.blocks[at + 1:]))


def anchor(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a slot is the first of its cell."""
    box = sheet.rows[row][column]
    above = row and column < len(sheet.rows[row - 1]) and sheet.rows[row - 1][column] is box
    return not above and not (column and sheet.rows[row][column - 1] is box)


# ---- reading a model report -------------------------------------------------------------------------


def read_model(text: str) -> Written:
    """A model report in Markdown, its merged cells repeated in every slot."""
    blocks: list[Words | Sheet] = []
    for is_table, lines in groupby((line for line in text.splitlines() if line.strip()),
                                   lambda line: line.startswith("|")):
        if is_table:
            blocks.append(merged([_slots(line) for line in lines if not line.startswith("| ---")]))
        else:
            blocks += [Words(line.lstrip("# "), len(line) - len(line.lstrip("#"))) for line in lines]
    return Written(tuple(blocks))


def _slots(line: str) -> list[str]:
    return [part.strip() for part in line.strip().strip("|").split("|")]


def merged(rows: list[list[str]]) -> Sheet:
    """Slots of the same label next to each other made one cell; figures where their header is one."""
    boxes: list[list[Box]] = []
    for r, row in enumerate(rows):
        line: list[Box] = []
        for c, text in enumerate(row):
            up = boxes[r - 1][c] if r else None
            left = line[c - 1] if c else None
            if _FIGURE.fullmatch(text):
                line.append(left if left and _one_header(boxes, r, c) else Box(text))
            elif left and left.text == text and (not up or up.text != text or up is left):
                line.append(left)
            else:
                line.append(up if up and up.text == text else Box(text))
        boxes.append(line)
    return Sheet(tuple(map(tuple, boxes)))


def _one_header(boxes: list[list[Box]], row: int, column: int) -> bool:
    """Whether the lowest label above a figure spans the column at its left too."""
    for line in reversed(boxes[:row]):
        if not _FIGURE.fullmatch(line[column].text):
            return line[column] is line[column - 1]
    return False


# ---- laid out ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a cell's words begin in a text format (both from 1)."""

    line: int
    column: int


@dataclass(frozen=True)
class Layout:
    """A report written out with a private character for each cell.

    `spell` writes a cell's words and says behind how many characters of markup they begin; `pack` makes
    the file of the text.
    """

    body: str
    boxes: tuple[Box, ...]
    spell: Callable[[str], tuple[str, int]]
    pack: Callable[[str], bytes]

    def fill(self, changed: Mapping[Box, str] | None = None) -> tuple[bytes, Mapping[Box, Place]]:
        """The file with every cell's words, some changed, and where each of them stands first."""
        out: list[str] = []
        places: dict[Box, Place] = {}
        line, column = 1, 1
        for part in re.split(r"([\ue000-\uf8ff])", self.body):
            if len(part) == 1 and "\ue000" <= part <= "\uf8ff":
                box = self.boxes[ord(part) - _FIRST]
                part, lead = self.spell((changed or {}).get(box, box.text))
                places.setdefault(box, Place(line, column + lead))
            out.append(part)
            breaks = part.count("\n")
            line += breaks
            column = len(part) - part.rindex("\n") if breaks else column + len(part)
        return self.pack("".join(out)), places


def _tokens(report: Written) -> Mapping[Box, str]:
    found: dict[Box, str] = {}
    for sheet in report.sheets:
        for box in (box for row in sheet.rows for box in row):
            found.setdefault(box, chr(_FIRST + len(found)))
    return found


def _plain(text: str) -> tuple[str, int]:
    return text, 0


def _markup(text: str) -> tuple[str, int]:
    return escape(text, quote=False), 0


def _utf8(text: str) -> bytes:
    return text.encode()


Writer = Callable[[Written], Layout]
Tokens = Mapping[Box, str]


def _text(table: Callable[[Sheet, Tokens], str], pack: Callable[[str], bytes] = _utf8) -> Writer:
    """Plain text: a paragraph a line, blank lines between, tables as `table` has them."""

    def write(report: Written) -> Layout:
        tokens = _tokens(report)
        parts = [table(block, tokens) if isinstance(block, Sheet) else block.text for block in report.blocks]
        return Layout("\n\n".join(parts) + "\n", tuple(tokens), _plain, pack)

    return write


def _cell_a_line(sheet: Sheet, tokens: Tokens) -> str:
    """A tab before each cell, a blank line between rows; cells merged to the left are left out, cells
    merged to above are empty (what a government site's converter makes of Word)."""
    rows = []
    for r, row in enumerate(sheet.rows):
        cells = [box if _top(sheet, r, c) else None for c, box in enumerate(row) if not c or row[c - 1] is not box]
        rows.append("\n".join("\t" + (tokens[box] if box else "") for box in cells))
    return "\n\n".join(rows) + "\n"


def _top(sheet: Sheet, row: int, column: int) -> bool:
    above = sheet.rows[row - 1] if row else ()
    return column >= len(above) or above[column] is not sheet.rows[row][column]


def _anchors(sheet: Sheet, empty: bool) -> Iterator[list[Box | None]]:
    for r, row in enumerate(sheet.rows):
        slots = [box if anchor(sheet, r, c) else None for c, box in enumerate(row)]
        yield slots if empty else [box for box in slots if box]


def _row_a_line(empty: bool) -> Callable[[Sheet, Tokens], str]:
    def table(sheet: Sheet, tokens: Tokens) -> str:
        return "\n".join("\t".join(tokens[box] if box else "" for box in row) for row in _anchors(sheet, empty))

    return table


def _crawled(lines: Callable[[list[str], int], str]) -> Writer:
    """As crawlers save a page: a bar behind each cell, none for the slots that others cover; `lines` writes
    the words of a row's own cells, given how many slots they leave."""
    def table(sheet: Sheet, tokens: Tokens) -> str:
        width = max(map(len, sheet.rows))
        rows = ([tokens[box] for box in row if box] for row in _anchors(sheet, False))
        return "\n".join(lines(row, width - len(row)) for row in rows if row)

    return _text(table)


def _padded_row(row: list[str], left: int) -> str:
    return " | ".join(row) + " |" + " " * bool(left) + "|" * left


def _padded_cells(row: list[str], left: int) -> str:
    return "\n".join([*(f"{words} |" for words in row), *["|" * left] * bool(left)])


def _markdown(repeated: bool) -> Writer:
    def table(sheet: Sheet, tokens: Tokens) -> str:
        rows = sheet.rows if repeated else tuple(_anchors(sheet, True))
        lines = ["| " + " | ".join(tokens[box] if box else "" for box in row) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * len(rows[0]))
        return "\n".join(lines)

    def write(report: Written) -> Layout:
        tokens = _tokens(report)
        parts = [table(block, tokens) if isinstance(block, Sheet) else "#" * block.level + " " * bool(block.level)
                 + block.text for block in report.blocks]
        return Layout("\n\n".join(parts) + "\n", tuple(tokens), _plain, _utf8)

    return write


# ---- HTML -------------------------------------------------------------------------------------------

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}</title>{head}</head>
<body>{before}
<div class="article">
{body}
</div>{after}</body></html>
"""
_CHROME = {
    "head": "<style>p{margin:0}</style>",
    "before": """<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>
<ul><li><a href="#">打印</a></li><li><a href="#">关闭</a></li></ul>""",
    "after": """<div class="footer"><p>主办单位：青山县人民政府办公室</p><p><a href="#">网站地图</a></p></div>""",
}


def _html(spans: bool = True, charset: str = "utf-8", codec: str = "utf-8", broken: bool = False) -> Writer:
    """A web page; `broken`: every word in pieces of markup, with the site's own words around it."""

    def table(sheet: Sheet, tokens: Tokens) -> str:
        lines = ["<table border=1>"]
        for r, row in enumerate(sheet.rows):
            cells = [_td(sheet, r, c, spans, tokens) for c in range(len(row)) if anchor(sheet, r, c)]
            lines.append("<tr>" + "".join(cells) + "</tr>")
        return "\n".join([*lines, "</table>"])

    def write(report: Written) -> Layout:
        tokens = _tokens(report)
        spell = _pieces if broken else _markup
        parts = [table(b, tokens) if isinstance(b, Sheet) else
                 f"<p>{spell(b.text)[0]}</p>" for b in report.blocks]
        around = _CHROME if broken else dict.fromkeys(_CHROME, "")
        title = next(block.text for block in report.blocks if isinstance(block, Words))
        body = _PAGE.format(charset=charset, title=title, body="\n".join(parts), **around)
        return Layout(body, tuple(tokens), spell, lambda text: text.encode(codec))

    return write


def _td(sheet: Sheet, row: int, column: int, spans: bool, tokens: Tokens) -> str:
    down, across = extent(sheet, row, column)
    marks = (f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)) * spans
    return f"<td{marks}><p>{tokens[sheet.rows[row][column]]}</p></td>"


def extent(sheet: Sheet, row: int, column: int) -> tuple[int, int]:
    """How many rows and columns the cell at its first slot covers."""
    box = sheet.rows[row][column]
    down = next((n for n, line in enumerate(sheet.rows[row:]) if column >= len(line) or line[column] is not box),
                len(sheet.rows) - row)
    across = next((n for n, other in enumerate(sheet.rows[row][column:]) if other is not box),
                  len(sheet.rows[row]) - column)
    return down, across


def _pieces(text: str) -> tuple[str, int]:
    """Each letter in its own span, as Word's export has them."""
    lead = '<span lang="EN-US">'
    return "".join(f"{lead}{escape(letter, quote=False)}</span>" for letter in text) or "&nbsp;", len(lead) * bool(text)


# ---- Word -------------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARTS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}


def _word(report: Written) -> Layout:
    """A Word file by its bare XML: gridSpan and vMerge as Word writes them."""
    tokens = _tokens(report)
    body = "".join(_tbl(block, tokens) if isinstance(block, Sheet) else _paragraph(escape(block.text))
                   for block in report.blocks)
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>'
    return Layout(xml, tuple(tokens), _markup, lambda text: _zipped({**_PARTS, "word/document.xml": text}))


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _tbl(sheet: Sheet, tokens: Tokens) -> str:
    width = max(map(len, sheet.rows))
    rows = "".join(f"<w:tr>{''.join(_tcs(sheet, r, tokens))}</w:tr>" for r in range(len(sheet.rows)))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>{rows}</w:tbl>"


def _tcs(sheet: Sheet, row: int, tokens: Tokens) -> Iterator[str]:
    for column, box in enumerate(sheet.rows[row]):
        if column and sheet.rows[row][column - 1] is box:
            continue
        down, across = extent(sheet, row, column)
        top = _top(sheet, row, column)
        merge = "" if top and down == 1 else '<w:vMerge w:val="restart"/>' if top else "<w:vMerge/>"
        span = f'<w:gridSpan w:val="{across}"/>' * (across > 1)
        yield f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(tokens[box] if top else '')}</w:tc>"


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _python_docx(report: Written) -> Layout:
    """A Word file as python-docx writes it."""
    from docx import Document

    tokens = _tokens(report)
    document = Document()
    for block in report.blocks:
        if isinstance(block, Words):
            document.add_heading(block.text, block.level) if block.level else document.add_paragraph(block.text)
            continue
        table = document.add_table(len(block.rows), max(map(len, block.rows)))
        grid = [row.cells for row in table.rows]
        for r, c in ((r, c) for r, row in enumerate(block.rows) for c in range(len(row)) if anchor(block, r, c)):
            down, across = extent(block, r, c)
            if (down, across) != (1, 1):
                grid[r][c].merge(grid[r + down - 1][c + across - 1])
            grid[r][c].text = tokens[block.rows[r][c]]
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    main = parts["word/document.xml"]
    assert isinstance(main, bytes)
    return Layout(main.decode(), tuple(tokens), _markup,
                  lambda text: _zipped({**parts, "word/document.xml": text}))


# ---- all of them ------------------------------------------------------------------------------------

WRITERS: Mapping[str, tuple[str, Writer]] = {
    "cells": ("txt", _text(_cell_a_line)),
    "rows-empty": ("txt", _text(_row_a_line(True))),
    "rows-dropped": ("txt", _text(_row_a_line(False))),
    "utf-16": ("txt", _text(_cell_a_line, lambda text: text.replace("\n", "\r\n").encode("utf-16"))),
    "md-repeated": ("md", _markdown(True)),
    "md-empty": ("md", _markdown(False)),
    "crawled-rows": ("txt", _crawled(lambda row, left: "| " + _padded_row(row, left))),
    "crawled-open": ("txt", _crawled(_padded_row)),
    "crawled-bare": ("txt", _crawled(lambda row, _: _padded_row(row, 0))),
    "crawled-cells": ("txt", _crawled(_padded_cells)),
    "html": ("html", _html()),
    "html-spanless": ("html", _html(spans=False)),
    "html-pieces": ("html", _html(broken=True)),
    "html-gbk": ("html", _html(charset="gb2312", codec="gbk")),
    "docx": ("docx", _word),
    "python-docx": ("docx", _python_docx),
}
LOOSE: Mapping[str, tuple[str, Writer]] = {
    "loose-cells": ("txt", _crawled(lambda row, _: "\n\n".join(row))),
    "loose-lines": ("txt", _crawled(lambda row, _: "\n".join(row))),
    "loose-bars": ("txt", _crawled(lambda row, _: "\n|\n".join(row) + "\n|")),
    "loose-opened": ("txt", _crawled(lambda row, left: "|\n" + "\n".join(f"{words} |" for words in row)
                                     + " " * bool(left) + "|" * left)),
    "loose-rows": ("txt", _crawled(lambda row, _: " ".join(row))),
}
"""Layouts whose tables are read only where nothing in them is missing."""
SPACED: Mapping[str, tuple[str, Writer]] = {"spaced": ("txt", _crawled(lambda row, _: "  ".join(row)))}
"""A layout with columns, in which a blank is not seen: its row is one short."""

TEXTUAL = tuple(name for name, (suffix, _) in WRITERS.items() if suffix != "docx")


def laid_out(report: Written, name: str) -> Layout:
    return {**WRITERS, **LOOSE, **SPACED}[name][1](report)


def file_name(name: str) -> str:
    return f"report.{({**WRITERS, **LOOSE, **SPACED})[name][0]}"


def replaced(sheet: Sheet, row: int, texts: Mapping[int, str]) -> Sheet:
    """A row with other words in some of its columns."""
    return sheet.with_row(row, [Box(texts[c]) if c in texts else box for c, box in enumerate(sheet.rows[row])])


