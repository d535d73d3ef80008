"""The body of a Word document in a third of the time, where it is written in the usual way.

Nine in ten of a document's tags say how things look: they are left out before the parser sees them. Of what
is left most are cells of one paragraph: these are taken whole. The outcome is that of `docx_body`.
"""

from __future__ import annotations

import re
from collections.abc import Set
from xml.parsers.expat import ExpatError

from ..errors import ReadError
from .docx_body import HANDLED, MAX_DEPTH, Body
from .docx_package import DAMAGED, run_parser
from .docx_sieve import thinned
from .docx_story import Passage, Slot
from .docx_styles import Resolved

_KEPT = frozenset(name.encode() for name in HANDLED)
_HIDING = frozenset({b"w:vanish", b"w:del", b"w:moveFrom"})
_BARE = frozenset({b"w:p", b"w:r", b"w:t", b"w:pPr", b"w:rPr", b"w:trPr", b"w:tbl", b"w:tr", b"w:tc"})
_CELL = re.compile(
    rb'<w:tc>(?:<w:gridSpan w:val="([1-9]\d?)"/>)?(<w:vMerge(?: w:val="(restart|continue)")?/>)?'
    rb'<w:p>(?:<w:pPr><w:pStyle w:val="([^"&<\x00-\x1f]*)"/></w:pPr>)?'
    rb"(?:<w:t>([^<&\x00-\x1f]*)</w:t>)?</w:p></w:tc>")


class QuickBody(Body):
    """A body read in the quick way, without places. Raises ReadError."""

    def _send(self, data: bytes) -> None:
        thin = thinned(data, _KEPT, _BARE, self._hiding) if self._prefixes else None
        if thin is None:
            run_parser(self.parser, data)
            return
        try:
            self._by_cells(thin)
        except (ExpatError, ValueError):
            raise ReadError(DAMAGED) from None

    def _hiding(self, names: Set[bytes]) -> bool:
        """Whether runs may be hidden in a part with elements of these names."""
        return not names.isdisjoint(_HIDING) or (b"w:rStyle" in names and self._styles.hiding)

    def _by_cells(self, data: bytes) -> None:
        """Cells in short form by themselves, all that stands between them through the parser."""
        parse, done, ready = self.parser.Parse, 0, False
        usual: dict[bytes | None, Resolved | None] = {None: self._usual(self._plain)}
        for cell in _CELL.finditer(data):
            span, merged, merge, key, words = cell.groups()
            if cell.start() > done:
                parse(data[done:cell.start()], False)
                ready = self._ready()
            if key not in usual:
                usual[key] = self._usual(self._styles[key.decode()])
            done, style = cell.end(), usual[key]
            if ready and style:
                passage = Passage(words.decode() if words else "", style.heading, style.contents, [])
                vertical = "" if not merged else "restart" if merge == b"restart" else "continue"
                self._row.slots.append(Slot(int(span) if span else 1, vertical, "", [passage]))
            else:
                parse(cell[0], False)
                ready = self._ready()
        parse(data[done:], True)

    @staticmethod
    def _usual(style: Resolved) -> Resolved | None:
        return None if style.hidden or style.numbering else style

    def _ready(self) -> bool:
        """Whether a cell that begins here may be taken whole, to the same effect as parsing it."""
        if self._pending or self._fields or self._within or self._hidden or len(self._outer) >= MAX_DEPTH:
            return False
        return self.parser.StartElementHandler is self._handlers[0] and not self.parser.CharacterDataHandler
