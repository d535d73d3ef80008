"""The body of a Word document in a third of the time, where it is written in the usual way.

Nine in ten of a document's tags say how things look: they are left out before the parser sees them. Of what
is left most are paragraphs, and cells of one: these are taken whole. The outcome is that of `docx_body`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from xml.parsers.expat import ExpatError

from ...errors import ReadError
from ...patterns import compiled
from .body import HANDLED, Body
from .names import usual_prefixes
from .package import DAMAGED, guarded_parser
from .sieve import CODES, Sieve, without_comments
from .story import OpenParagraph, Passage, Slot
from .styles import Resolved, Styles

_KEPT = frozenset(name.encode() for name in HANDLED)
_RUN_STYLE = b"w:rStyle"
_HIDING = frozenset({b"w:vanish", b"w:del", b"w:moveFrom"})
_TAGS = {code: f"<{tag}>" for tag, code in CODES.items()}


_TAG = compiled(r"<(/?w:\w+)>")


def _coded(pattern: str) -> str:
    """A pattern written with tags, with their codes in their place."""
    return _TAG.sub(lambda tag: CODES.get(tag[1], tag[0]), pattern)


_LOOKS = r"(?:<w:rPr></w:rPr>)?"
_WORDS = r"<w:t>[^<&\x00-\x1f]*</w:t>"
_BREAK = r'<w:br(?: w:type="textWrapping")?/>'
_TURN = _coded("</w:tr><w:tr>(?:<w:trPr></w:trPr>)?")
_STYLE = r'(?:<w:pStyle w:val="([^"&<\x00-\x1f]*)"/>)?'
_LISTED = (r'(?:(?:<w:ilvl w:val="(\d)"/>)?<w:numId w:val="(\d{1,9})"/>)?'
           r'(?:<w:tabs>(?:<w:tab [^<>\x00-\x1f]*/>)*</w:tabs>)?(?:<w:outlineLvl w:val="(\d)"/>)?')
_RUNS = rf"((?:{_LOOKS}(?:{_WORDS}|{_BREAK}))*){_LOOKS}"
_PARAGRAPH = _coded(rf"<w:p>(?:<w:pPr>{_STYLE}{_LOOKS}</w:pPr>)?{_RUNS}</w:p>")
_ANY_PARAGRAPH = _coded(rf"<w:p>(?:<w:pPr>{_STYLE}{_LISTED}{_LOOKS}</w:pPr>)?{_RUNS}</w:p>")
_CELL = compiled(_coded(
    rf'({_TURN})?<w:tc>(?:<w:gridSpan w:val="([1-9]\d?)"/>)?(<w:vMerge(?: w:val="(restart|continue)")?/>)?'
    rf"{_PARAGRAPH}"), re.ASCII)
"""A cell of one paragraph, its end tag left out; maybe the first of the row that begins before it."""
_UNIT = compiled(f"(({_TURN})|{_ANY_PARAGRAPH})", re.ASCII)
"""A paragraph, or where a row ends and the next begins."""
_RUN = compiled(_coded(r"<w:t>([^<\x00-\x1f]*)</w:t>|(<w:br)"))
_CELL_BEGIN, _CELL_END = CODES["w:tc"], CODES["/w:tc"]
_NO_LOOKS, _T, _T_END = CODES["w:rPr"] + CODES["/w:rPr"], CODES["w:t"], CODES["/w:t"]


class _Cells(dict[str, "tuple[bool, Slot] | None"]):
    """From what stands before the end tag of a cell to whether it begins a row, and the cell; None for anything that
    may not be taken whole. Cells that are written alike are one: nobody changes them any more."""

    def __init__(self, usual: Callable[[str | None], Resolved | None]) -> None:
        super().__init__()
        self._usual = usual

    def __missing__(self, written: str) -> tuple[bool, Slot] | None:
        found = _CELL.fullmatch(written)
        cell = self[written] = self._cell(*found.groups()) if found else None
        return cell

    def _cell(self, turn: str | None, span: str | None, merged: str | None, merge: str | None, key: str | None,
              runs: str) -> tuple[bool, Slot] | None:
        style = self._usual(key)
        if style is None:
            return None
        vertical = "" if not merged else "restart" if merge == "restart" else "continue"
        passage = Passage(_spoken(runs), style.heading, style.contents, [])
        return turn is not None, Slot(int(span) if span else 1, vertical, "", [passage])


class _Usual(dict["str | None", "Resolved | None"]):
    """From a style's name, None for none, to the style if its paragraphs have no label and can be seen."""

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self._styles = styles

    def __missing__(self, key: str | None) -> Resolved | None:
        style = self._styles[self._styles.default if key is None else key]
        usual = self[key] = None if style.hidden or style.numbering else style
        return usual


def _spoken(runs: str) -> str:
    """The words of runs."""
    if not runs:
        return ""
    if "<" not in runs:  # no break of a line
        return runs.replace(_NO_LOOKS, "").replace(_T, "").replace(_T_END, "")
    return "".join(["\n" if line_break else words for words, line_break in _RUN.findall(runs)])


class QuickBody(Body):
    """A body read in the quick way, without places. Raises ReadError."""

    def walk(self, data: bytes) -> None:
        self._is_ready = self._in_row = False
        self._usual = _Usual(self._styles).__getitem__
        try:
            text = self._thinned(data)
        except ValueError:
            super().walk(data)
            return
        try:
            self._by_cells(text)
        except (ExpatError, ValueError):
            raise ReadError(DAMAGED) from None

    def _thinned(self, data: bytes) -> str:
        """What is left of the part. Raises ValueError where it is not written in the usual way."""
        try:
            return self._left(Sieve(data))
        except ValueError:
            return self._left(Sieve(without_comments(data)))

    def _left(self, sieve: Sieve) -> str:
        prefixes = usual_prefixes(sieve.samples)
        if not prefixes:
            raise ValueError
        self._begin(guarded_parser(False), prefixes)
        kept = _KEPT if self._styles.hiding else _KEPT - {_RUN_STYLE}
        return sieve.thinned(kept, self._hiding)

    def _hiding(self, names: Set[bytes]) -> bool:
        """Whether runs may be hidden in a part with elements of these names."""
        return not names.isdisjoint(_HIDING) or (self._styles.hiding and _RUN_STYLE in names)

    def _by_cells(self, text: str) -> None:
        """Cells by themselves, all that stands between them by paragraphs or through the parser."""
        *pieces, last = text.split(_CELL_END)
        cells = _Cells(self._usual).__getitem__
        for piece, cell in zip(pieces, map(cells, pieces), strict=True):
            if cell and self._is_ready:
                begins, slot = cell
                if not begins:
                    self._row.slots.append(slot)
                    continue
                if self._in_row:
                    self._begin_row({})
                    self._row.slots.append(slot)
                    continue
            self._unusual(piece, cells)
        self._by_units(last)
        self.parser.Parse(b"", True)

    def _unusual(self, piece: str, cells: Callable[[str], tuple[bool, Slot] | None]) -> None:
        """What stands before the end tag of a cell: other things before the cell, or in it."""
        before, begin, inside = piece.rpartition(_CELL_BEGIN)
        self._by_units(before)
        cell = cells(begin + inside)
        if cell and self._is_ready:
            self._row.slots.append(cell[1])
        else:
            self._by_units(begin + inside + _CELL_END)

    def _by_units(self, markup: str) -> None:
        """Paragraphs by themselves, all that stands between them through the parser."""
        *parts, last = _UNIT.split(markup)
        turns = iter(parts)
        for before, unit, turn, *written in zip(*[turns] * (1 + _UNIT.groups), strict=True):
            if before:
                self._parse(before)
            if not self._is_ready or (turn and not self._in_row):
                self._parse(unit, self._in_row or bool(turn))
            elif turn:
                self._begin_row({})
            elif (passage := self._listed(*written)) is None:
                self._parse(unit, self._in_row)
            else:
                self._here.append(passage)
        if last:
            self._parse(last)

    def _listed(self, key: str | None, level: str | None, number: str | None, outline: str | None, runs: str,
                ) -> Passage | None:
        """A paragraph, with its label if it stands in a list; None for one whose style hides it."""
        style = self._plain if key is None else self._styles[key]
        if style.hidden:
            return None
        text = _spoken(runs)
        if number is not None or style.numbering:
            opened = OpenParagraph(style, [text])
            opened.number, opened.level = number, int(level) if level else None
            text = self._text(opened)
        heading = style.heading if outline is None else (int(outline) + 1) % 10
        return Passage(text, heading, style.contents, [])

    def _parse(self, written: str, in_row: bool = False) -> None:
        """Sends markup through the parser. `in_row` says that it leaves the parser in a row."""
        for code, tag in _TAGS.items():
            if code in written:
                written = written.replace(code, tag)
        self.parser.Parse(written, False)
        self._is_ready, self._in_row = self._ready(), in_row or written.endswith("<w:tr>")

    def _ready(self) -> bool:
        """Whether what begins here may be taken whole, to the same effect as parsing it."""
        deep = len(self._outer) >= self._limits.word_depth
        if self._pending or self._fields or self._within or self._hidden or deep:
            return False
        return self.parser.StartElementHandler is self._handlers[0] and not self.parser.CharacterDataHandler
