"""What stands on pages beside the text: page numbers, running headers and footers.

They are known by where they stand (outermost on the page, at its rim) and by coming again page after page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import inf

from ...patterns import compiled
from ...records import dataclass, field
from .lattice import Lattice
from .sheet import Glyph, Sheet
from .typeset import TextLine, text_lines

_RIM = 0.13      # share of a page's height, at its top and at its foot, where furniture stands
_DASH = r"[-—–－―─·•~～\s]"
_PAGE_NUMBER = compiled(
    rf"{_DASH}*(?:第\s*)?(?:\d{{1,4}}|[ivxlc]{{1,6}}|[一二三四五六七八九十百]{{1,5}}(?=\s*页))(?:\s*页)?"
    rf"(?:\s*[/／,，]?\s*(?:共\s*)?\d{{1,4}}\s*页?)?{_DASH}*", re.IGNORECASE)
_DASHED_NUMBER = compiled(r"[-—–－―─]+\s*\d{1,4}\s*[-—–－―─]+")
_NUMBER = compiled(r"\d+")
_WORDS = compiled(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_NEXT = 0.4      # heights between characters of one run, at most
_SEVERAL = 3     # pages on each of which the same words are no accident
_CONTINUED = compiled(r"[（(]?\s*续\s*(?:上)?\s*表[^。]{0,12}[）)]?|[（(]?接上[页表][）)]?")


@dataclass(slots=True)
class Layout:
    """A page's content apart: lines of text outside of tables, from top to bottom, and tables. `stray` are lines
    that are words of tables, though they stand outside of them."""

    sheet: Sheet
    lines: list[TextLine]
    tables: list[Lattice]
    running: list[TextLine] = field(default_factory=list)
    stray: list[TextLine] = field(default_factory=list)


def set_apart(pages: Sequence[Layout]) -> None:
    """Takes page numbers out of the pages' lines, and moves running headers and footers to `running`."""
    for page in pages:
        for table in page.tables:
            _clear_cells(table, page.sheet)
        page.lines = [line for line in page.lines if not _number_line(line, page)]
    repeated = _repeated(pages)
    for page in pages:
        page.running = [line for line in _outermost(page) if _key(line) in repeated]
        page.lines = [line for line in page.lines if line not in page.running]


def stamped(sheets: Sequence[Sheet]) -> list[TextLine]:
    """Takes out of the pages the words that stand at the same place on each of them, be it inside of a table: stamps
    and water marks. Gives them as lines of the first page."""
    if len(sheets) < _SEVERAL:
        return []
    pages = [{_place(run): run for run in _runs(sheet.glyphs)} for sheet in sheets]
    marks = {place for place in min(pages, key=len) if _WORDS.search(place[0])}
    for page in pages if marks else ():
        marks &= page.keys()
    for sheet, page in zip(sheets, pages, strict=True) if marks else ():
        taken = {glyph for place in marks for glyph in page[place]}
        sheet.glyphs = [glyph for glyph in sheet.glyphs if glyph not in taken]
    return [line for place in sorted(marks) for line in text_lines(pages[0][place], sheets[0].number)]


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that were drawn one right behind the other."""
    found: list[list[Glyph]] = []
    end = base = inf
    for glyph in glyphs:
        _, left, top, right, bottom, _ = glyph
        if bottom == base and -1.0 < left - end < _NEXT * (bottom - top):
            found[-1].append(glyph)
        else:
            found.append([glyph])
        end, base = right, bottom
    return found


def _place(run: Sequence[Glyph]) -> tuple[str, int, int]:
    first = run[0]
    return first[0] if len(run) == 1 else "".join([glyph[0] for glyph in run]), round(first[1]), round(first[2])


def continuation_note(line: TextLine) -> bool:
    """Whether a line only says that a table goes on (续表)."""
    return bool(_CONTINUED.fullmatch(line.text))


def _at_rim(line: TextLine, sheet: Sheet) -> bool:
    return line.middle < sheet.height * _RIM or line.middle > sheet.height * (1 - _RIM)


def _number_line(line: TextLine, page: Layout) -> bool:
    """Whether a line is a page number: outermost at the rim, or with dashes around it."""
    if not _at_rim(line, page.sheet) or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return any(line is other for other in _outermost(page)) or bool(_DASHED_NUMBER.fullmatch(line.text))


def _outermost(page: Layout) -> list[TextLine]:
    """The first and the last line at the rims, as far as no table stands beyond them."""
    found = []
    for line, above in ((page.lines[:1], True), (page.lines[-1:], False)):
        for one in line:
            beyond = any(t.ys[0] < one.top if above else t.ys[-1] > one.bottom for t in page.tables)
            on_its_side = (one.middle < page.sheet.height / 2) is above
            if not beyond and on_its_side and _at_rim(one, page.sheet):
                found.append(one)
    return found


def _key(line: TextLine) -> tuple[str, int]:
    """The words without figures, and about where on the page they stand."""
    return _NUMBER.sub("0", line.text), round(line.middle / 6)


def _repeated(pages: Sequence[Layout]) -> set[tuple[str, int]]:
    counts = Counter(_key(line) for page in pages for line in _outermost(page))
    return {key for key, count in counts.items() if count >= 2 and count * 2 >= len(pages)}


def _clear_cells(table: Lattice, sheet: Sheet) -> None:
    """Takes page numbers between dashes out of cells that reach into a page's rim."""
    for patch in {id(patch): patch for row in table.rows for patch in row}.values():
        for line in patch.lines:
            if len(patch.lines) > 1 and _at_rim(line, sheet) and _DASHED_NUMBER.fullmatch(line.text):
                patch.lines = [other for other in patch.lines if other is not line]
                patch.rewrite()
