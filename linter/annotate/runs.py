"""Where marks of a comment go so that they enclose exactly some characters of a paragraph: runs are cut for them.

ISO/IEC 29500-1 §17.3.2: a run (w:r) holds words of one look. It is cut by closing it and opening another with the
same start tag and properties; what stood in it stays, byte by byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..readers.docx.places import Piece, Span, Stretch, is_empty_tag
from ..records import dataclass, field
from .package import Edit

_TAG = re.compile(
    rb"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([^\s<>/"']+)(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
_CHARACTER = re.compile(r"&[^;]*;|\r\n|.", re.DOTALL)
_PRESERVED = re.compile(rb"""\sxml:space\s*=\s*["']preserve["']""")
_PRESERVE = b' xml:space="preserve"'
_OPEN = frozenset({"hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdt",
                   "sdtContent"})
"""Elements of a paragraph that marks may stand in; all others hold together."""
_FILLED_BY_WORD = re.compile(rb"<[\w.-]+:(?:dataBinding|dropDownList|comboBox|date|checkbox|picture)[\s/>]")
"""A content control that has one of these is filled by Word itself, which would throw out the marks in it."""
_NO_WORDS = ("rPr", "lastRenderedPageBreak")


@dataclass(frozen=True, slots=True)
class Point:
    """A place for marks: `before` and `after` them stands what cuts a run in two, nothing between runs. `blanks` is
    where a tag ends that has to say now that blanks count, 0 for none."""

    at: int
    before: bytes = b""
    after: bytes = b""
    blanks: int = 0

    def edits(self, marks: str) -> Iterator[Edit]:
        yield self.at, self.at, self.before + marks.encode() + self.after
        if self.blanks:
            yield self.blanks, self.blanks, _PRESERVE


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment begins and ends; `alone` where that is one tag, an empty paragraph."""

    start: Point
    end: Point
    alone: bool = False


@dataclass(slots=True, eq=False)
class _Element:
    """An element of a paragraph, named without the paragraph's prefix: from `start` to `end`, what stands in it
    from `inside` to `close`."""

    name: str
    start: int
    inside: int
    parent: _Element | None
    close: int = 0
    end: int = 0
    children: list[_Element] = field(default_factory=list)

    @property
    def siblings(self) -> list[_Element]:
        return self.parent.children if self.parent else []

    def others(self, before: bool) -> list[_Element]:
        """The siblings on one side."""
        place = self.siblings.index(self)
        return self.siblings[:place] if before else self.siblings[place + 1:]


class Runs:
    """The runs of one part, and where they are cut for marks."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._elements: dict[int, dict[int, _Element]] = {}

    def around(self, stretches: Iterable[Stretch]) -> Anchor:
        """The least place that has all of these characters."""
        anchors = list(map(self.anchor, stretches))
        first = min(anchors, key=lambda anchor: anchor.start.at)
        last = max(anchors, key=lambda anchor: anchor.end.at)
        return Anchor(first.start, last.end, first.alone and last.alone)

    def anchor(self, stretch: Stretch) -> Anchor:
        """The places around these characters; around the paragraph where they are all of it or not written there."""
        pieces, span = stretch.placed.pieces, stretch.placed.span
        if stretch.end:
            first, skipped = _piece(pieces, stretch.start)
            last, taken = _piece(pieces, stretch.end - 1)
            if first and last:
                return Anchor(self._point(first, skipped, True), self._point(last, taken + 1, False))
        return Anchor(Point(span.inside), Point(span.end), span.empty)

    def _point(self, piece: Piece, offset: int, begins: bool) -> Point:
        """The place before (where a comment `begins`), or else behind, so many characters of a piece."""
        element = self._paragraph(piece.span)[piece.start] if piece.span else None
        assert element  # pieces with words have a span, and stand in it
        whole = self._whole(element)
        if whole is element.parent and whole.name == "r":
            inner = self._inside(element, piece.length, offset) if 0 < offset < piece.length else 0
            if inner:
                return self._cut_words(whole, element, inner)
            if any(other.name not in _NO_WORDS for other in element.others(begins)):
                return self._cut(whole, element.start if begins else element.end)
        return Point(_outermost(whole, begins))

    def _whole(self, element: _Element) -> _Element:
        """The run or other child that an element belongs to and that holds together."""
        line = [element]
        while (parent := line[-1].parent) and parent.parent:
            line.append(parent)
        return next((item for item in reversed(line) if item.name not in _OPEN or self._filled(item)), element)

    def _filled(self, element: _Element) -> bool:
        """Whether it is a content control that Word fills."""
        return element.name == "sdt" and any(
            child.name == "sdtPr" and _FILLED_BY_WORD.search(self._data, child.inside, child.close)
            for child in element.children)

    def _inside(self, words: _Element, length: int, offset: int) -> int:
        """The byte behind so many characters of a w:t; 0 where it holds anything but characters."""
        raw = self._data[words.inside:words.close]
        ends = [found.end() for found in _CHARACTER.finditer(raw.decode())] if b"<" not in raw else []
        return words.inside + len(raw.decode()[:ends[offset - 1]].encode()) if len(ends) == length else 0

    def _cut_words(self, run: _Element, words: _Element, at: int) -> Point:
        tag = self._data[words.start:words.inside]
        blank = any(byte in self._data[words.inside:words.close] for byte in b" \t\r\n")
        blanks = words.inside - 1 if blank and not _PRESERVED.search(tag) else 0
        outer = self._cut(run, at)
        again = tag[:-1] + _PRESERVE + b">" if blanks else tag
        return Point(at, self._data[words.close:words.end] + outer.before, outer.after + again, blanks)

    def _cut(self, run: _Element, at: int) -> Point:
        looks = b"".join(self._data[child.start:child.end] for child in run.children if child.name == "rPr")
        return Point(at, self._data[run.close:run.end], self._data[run.start:run.inside] + looks)

    def _paragraph(self, span: Span) -> dict[int, _Element]:
        """The elements of a paragraph by where they begin."""
        if span.start not in self._elements:
            self._elements[span.start] = {element.start: element for element in _elements(self._data, span.start)}
        return self._elements[span.start]


def _piece(pieces: list[Piece], offset: int) -> tuple[Piece | None, int]:
    """The piece that has a passage's character, and how many of its own come before; none of a label."""
    for piece in pieces:
        if offset < piece.length:
            return (piece if piece.span else None), offset
        offset -= piece.length
    return None, 0


def _outermost(element: _Element, begins: bool) -> int:
    """An element's edge; that of what is around it where no words come between."""
    while (parent := element.parent) and parent.parent and not any(
            not other.name.endswith("Pr") for other in element.others(begins)):
        element = parent
    return element.start if begins else element.end


def _elements(data: bytes, start: int) -> Iterator[_Element]:
    """The element that begins there and all in it."""
    here: _Element | None = None
    prefix = ""
    for tag in _TAG.finditer(data, start):
        if not tag[2]:
            continue
        if tag[1]:
            assert here  # the part is well-formed
            here.close, here.end = tag.span()
            here = here.parent
        else:
            name = tag[2].decode()
            prefix = prefix if here else name.rpartition(":")[0] + ":" * (":" in name)
            element = _Element(name.removeprefix(prefix), tag.start(), tag.end(), here, tag.end(), tag.end())
            if here:
                here.children.append(element)
            yield element
            here = here if is_empty_tag(data, tag.end()) else element
        if here is None:
            return
