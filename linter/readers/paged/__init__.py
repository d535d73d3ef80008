"""Pages as blocks: lines of text put together to paragraphs, parts of tables to whole tables.

The way from PDF and OFD pages to a Source. A line of a page is not a paragraph: it goes on in the next one
where that one's first word would not have fitted, and where the next one is not indented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import inf

from ...limits import LIMITS, Limits
from ...model import Block, Line, Origin, Text
from ..pictures import picture
from .continued import WholeTable
from .furniture import Layout, continuation_note, set_apart, stamped
from .lattice import Lattice, lattices
from .paragraphs import Margins, goes_on, margins_of
from .patches import Patch
from .scattered import PARTED, UNREAD, Scattered, doubted, without_cells
from .sheet import Box, Glyph, Sheet, rounded
from .shown import Shown, large_pictures
from .typeset import TextLine, joined, text_lines

_FRAMES = 6
"""Frames of one cell that are no frames around text."""
_NOWHERE = (0.0, 0.0)
_TOO_LARGE = "文件中的表格线过多或表格过大，不像一份年度报告；请只保留报告本身再检查"


Item = TextLine | WholeTable | Scattered | Shown


def blocks_of(sheets: Sequence[Sheet], limits: Limits = LIMITS) -> tuple[Block, ...]:
    """The content of pages in reading order. Page numbers are left out, running headers are chrome.

    Raises ReadError where there are more lines or larger tables than in any report.
    """
    if sum(len(sheet.level) + len(sheet.upright) for sheet in sheets) > limits.paged_rules:
        raise limits.refused("paged_rules", _TOO_LARGE)
    stamps = stamped(sheets)
    pages: list[Layout] = []
    slots = 0
    for sheet in sheets:
        pages.append(_layout(sheet))
        slots += sum(len(table.rows) * len(table.rows[0]) for table in pages[-1].tables)
        if slots > limits.paged_slots:
            raise limits.refused("paged_slots", _TOO_LARGE)
    set_apart(pages)
    if stamps:
        pages[0].running[:0] = stamps
    for page in pages:
        _doubt(page)
    margins = margins_of(pages)
    return tuple(_blocks(_apart(list(_framed_text(list(_items(pages))))), pages, margins))


def _layout(sheet: Sheet) -> Layout:
    tables, outside = lattices(sheet)
    lines = [line for line in text_lines(outside, sheet.number) if line.text]
    return Layout(sheet, lines, tables)


def _doubt(page: Layout) -> None:
    """Marks tables whose cells may be others than the author's, and the words that go on outside of them."""
    for table in page.tables:
        beyond = doubted(table, page.lines, page.sheet.upright)
        if beyond is not None:
            table.doubted = True
            page.stray += [line for line in beyond if line not in page.stray]


def _items(pages: Sequence[Layout]) -> Iterator[Item]:
    """Lines and whole tables of all pages in reading order."""
    open_table: WholeTable | None = None
    for page, following in zip(pages, [*pages[1:], None], strict=True):
        run_over = _run_over(page, following)
        for place in _in_order(page):
            if isinstance(place, TextLine):
                if (open_table and continuation_note(place)) or place in run_over:
                    continue
                if open_table:
                    yield open_table
                open_table = None
                yield Scattered(place) if place in page.stray else place
            elif isinstance(place, Shown):
                if open_table:
                    yield open_table
                open_table = None
                yield place
            elif open_table and open_table.goes_on(place):
                open_table.add(place)
            else:
                if open_table:
                    yield open_table
                open_table = WholeTable.of(place)
    if open_table:
        yield open_table


def _run_over(page: Layout, following: Layout | None) -> list[TextLine]:
    """The lines at a page's foot that run over the ends of cells, now taken into them: below the page's last table,
    each word within one column, and the table goes on at the top of the next page. Browsers print cut labels so."""
    if not page.tables or not following or not following.tables:
        return []
    table = page.tables[-1]
    lines = [line for line in page.lines if line.middle > table.ys[-1]]
    first = min(map(_height, _in_order(following)))
    if not lines or following.tables[0].ys[0] > first or not WholeTable.of(table).goes_on(following.tables[0]):
        return []
    rest = _by_cell(page, table, lines)
    if not all(patch.holds(more) for patch, more in rest.items()):
        return []
    for patch, more in rest.items():
        patch.lines += more
        patch.rewrite()
    return lines if rest else []


def _by_cell(page: Layout, table: Lattice, lines: list[TextLine]) -> dict[Patch, list[TextLine]]:
    """What of lines below a table stands in the column of which cell of its last row; nothing where some stands in
    none, or in one so wide that it may be any text."""
    found: dict[Patch, list[Glyph]] = {}
    widest = (table.xs[-1] - table.xs[0]) / 2
    for glyph in page.sheet.glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        if glyph.char == " " or not any(line.top <= middle <= line.bottom for line in lines):
            continue
        patch = next((patch for patch in table.rows[-1]
                      if patch.box[0] <= glyph.left and glyph.right <= patch.box[2]), None)
        if patch is None or patch.box[2] - patch.box[0] > widest:
            return {}
        found.setdefault(patch, []).append(glyph)
    return {patch: text_lines(glyphs, page.sheet.number) for patch, glyphs in found.items()}


def _in_order(page: Layout) -> list[TextLine | Lattice | Shown]:
    taken = [*(line.box for line in page.lines), *(table.box for table in page.tables)]
    return sorted([*page.lines, *page.tables, *large_pictures(page.sheet, taken)], key=_height)


def _height(place: TextLine | Lattice | Shown) -> float:
    if isinstance(place, Shown):
        return place.box[1]
    return place.middle if isinstance(place, TextLine) else place.ys[0]


def _framed_text(items: list[Item]) -> Iterator[Item]:
    """Frames of a single cell give way to the lines in them. Many are the cells of a table set far apart, with all that
    stands among them."""
    frames = [item for item in items if isinstance(item, WholeTable) and item.single]
    reach = _reach([part for frame in frames for part in frame.pages]) if len(frames) >= _FRAMES else {}
    for item in items:
        lines: list[Item] = [item]
        if isinstance(item, WholeTable) and item.single:
            lines = [line for line in item.rows[0][0].lines if line.text]
        for line in lines:
            top, bottom = reach.get(line.page, _NOWHERE) if isinstance(line, TextLine) else _NOWHERE
            yield Scattered(line) if isinstance(line, TextLine) and top < line.middle < bottom else line


def _reach(frames: list[Lattice]) -> dict[int, tuple[float, float]]:
    """From where to where frames reach on each page; to its end where they go on on the next one."""
    found: dict[int, tuple[float, float]] = {}
    for frame in frames:
        top, bottom = found.get(frame.page, (inf, -inf))
        found[frame.page] = min(top, frame.ys[0]), max(bottom, frame.ys[-1])
    return {page: (-inf if page - 1 in found else top, inf if page + 1 in found else bottom)
            for page, (top, bottom) in found.items()}


def _apart(items: list[Item]) -> list[Item]:
    """The items; lines that make tables without cells told from text."""
    found: list[Item] = []
    for loose, group in groupby(items, lambda item: isinstance(item, TextLine)):
        run = list(group)
        lines = [item for item in run if isinstance(item, TextLine)]
        scattered = without_cells(lines) if loose else set()
        found += [Scattered(line) if index in scattered else line for index, line in enumerate(lines)] or run
    return found


def _blocks(items: list[Item], pages: Sequence[Layout], margins: dict[int, Margins]) -> Iterator[Block]:
    paragraphs = tables = 0
    running: set[str] = set()
    for page in pages:
        for line in page.running:
            if line.text not in running:
                running.add(line.text)
                yield Line(Text(line.text, (), Origin(page=line.page, box=rounded(line.box))), 0, True)
    group: list[TextLine] = []
    for item in [*items, None]:
        if isinstance(item, TextLine) and group and goes_on(group[-1], item, margins):
            group.append(item)
            continue
        if group:
            paragraphs += 1
            yield _paragraph(group, paragraphs)
            group = []
        if isinstance(item, TextLine):
            group = [item]
        elif isinstance(item, Scattered):
            paragraphs += 1
            yield _paragraph([item.line], paragraphs, UNREAD)
        elif isinstance(item, Shown):
            paragraphs += 1
            yield picture(Text("", (), Origin(paragraph=paragraphs, page=item.page, box=rounded(item.box))))
        elif item is not None:
            tables += 1
            yield item.grid(tables, UNREAD if item.doubted else PARTED if item.parted else "")


def _paragraph(lines: list[TextLine], number: int, unread: str = "") -> Line:
    first = lines[0]
    box = _around([line.box for line in lines if line.page == first.page])
    origin = Origin(paragraph=number, page=first.page, box=rounded(box))
    return Line(Text(joined(line.text for line in lines), (), origin), unread=unread)


def _around(boxes: Sequence[Box]) -> Box:
    return (min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes))
