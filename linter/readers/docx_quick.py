"""The body of a Word document in a third of the time, where it is written in the usual way.

Nine in ten of a document's tags say how things look: they are left out before the parser sees them. Of what
is left most are cells of one paragraph: these are taken whole. The outcome is that of `docx_body`.
"""

from __future__ import annotations

import re
from xml.parsers.expat import ExpatError

from ..errors import ReadError
from .docx_body import HANDLED, MAX_DEPTH, Body
from .docx_package import DAMAGED, run_parser
from .docx_sieve import thinned
from .docx_story import Passage, Slot

_LOOKS = frozenset({"w:pBdr", "w:tcBorders", "w:tcMar", "w:tblBorders"})    # nothing in them is read
_KEPT = HANDLED - _LOOKS
_HIDING = frozenset({"w:vanish", "w:del", "w:moveFrom", "w:rStyle"})
_BARE = frozenset({"w:p", "w:r", "w:t", "w:pPr", "w:rPr", "w:trPr", "w:tbl", "w:tr", "w:tc"})
_CELL = re.compile(
    rb'<w:tc>(?:<w:gridSpan w:val="([1-9]\d?)"/>)?(<w:vMerge(?: w:val="(restart|continue)")?/>)?'
    rb'<w:p>(?:<w:pPr><w:pStyle w:val="([^"&<\x00-\x1f]*)"/></w:pPr>)?'
    rb"(?:<w:t>([^<&\x00-\x1f]*)</w:t>)?</w:p></w:tc>")


class QuickBody(Body):
    """A body read in the quick way, without places. Raises ReadError."""

    def _send(self, data: bytes) -> None:
        kept = _KEPT if self._styles.hiding else _KEPT - {"w:rStyle"}
        thin = thinned(data, kept, _BARE, _HIDING & kept) if self._prefixes else None
        if thin is None:
            run_parser(self.parser, data)
            return
        try:
            self._by_cells(thin)
        except (ExpatError, ValueError):
            raise ReadError(DAMAGED) from None

    def _by_cells(self, data: bytes) -> None:
        """Cells in short form by themselves, all that stands between them through the parser."""
        parse, done = self.parser.Parse, 0
        for cell in _CELL.finditer(data):
            if cell.start() > done:
                parse(data[done:cell.start()], False)
            if not self._whole(cell):
                parse(cell[0], False)
            done = cell.end()
        parse(data[done:], True)

    def _whole(self, cell: re.Match[bytes]) -> bool:
        """Takes a whole cell; false where that would not be the same as parsing it."""
        span, merged, merge, key, words = cell.groups()
        style = self._styles[key.decode()] if key is not None else self._plain
        if style.hidden or style.numbering or self._pending or self._fields or self._within or self._hidden:
            return False
        parser = self.parser
        if (parser.StartElementHandler is not self._handlers[0] or parser.CharacterDataHandler
                or len(self._outer) >= MAX_DEPTH):
            return False
        passage = Passage(words.decode() if words else "", style.heading, style.contents)
        vertical = "" if not merged else "restart" if merge == b"restart" else "continue"
        self._row.slots.append(Slot(int(span) if span else 1, vertical, "", [passage]))
        return True
