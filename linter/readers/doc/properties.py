"""Properties of paragraphs and characters of a Word 97–2003 file.

[MS-DOC] §2.2.5 (Sprm, Prl), §2.8.26 and §2.9.180 (paragraph properties by page of 512 bytes), §2.8.9 and
§2.9.33 (character properties).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from struct import unpack_from

from ...records import dataclass
from .file import WordFile

_PAGE = 512
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)     # by the three highest bits of a sprm; 0: a length byte comes first
_LONG_TABLE = (0xD608, 0xD606)          # sprmTDefTable: a length of two bytes
_TABS = 0xC615                          # sprmPChgTabs: a length of 255 means "count yourself"
_HUGE = (0x6646, 0x6645)                # sprmPHugePapx: the properties are in the Data stream
_TABLE_PROPS = 0x646B                   # sprmPTableProps: further ones are

_DELETED, _HIDDEN = 0x0800, 0x083C      # sprmCFRMarkDel, sprmCFVanish


_ASKED_FOR = frozenset((
    0x4600, 0x6649, 0x2416, 0x2417, 0x244C, 0x244B, 0x2640, 0x460B, 0x260A,     # of paragraphs
    0xD608, 0xD62B, 0x5624, _TABLE_PROPS, *_HUGE, _DELETED, _HIDDEN))           # of tables; elsewhere; of characters
"""All others, nine in ten, say how things look."""


def sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties that anybody asks for, one by one: operation code and operand. Stops where they make no sense."""
    place, end = 0, len(properties)
    while place + 2 <= end:
        code = properties[place] | properties[place + 1] << 8
        place += 2
        length = _OPERAND[code >> 13]
        if length == 0:
            if code in _LONG_TABLE:
                if place + 2 > end:
                    return
                length = max((properties[place] | properties[place + 1] << 8) - 1, 0)
                place += 2
            else:
                if place >= end:
                    return
                length = properties[place]
                place += 1
                if code == _TABS and length == 255:
                    return
        if code in _ASKED_FOR:
            yield code, properties[place:place + length]
        place += length


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is known of a paragraph by its end mark. `style` is an index of the style sheet; `depth` how many
    tables it stands in; `row_end` is true of the mark behind a row, which carries the row's definition in
    `table`, `cell_end` of the mark of a cell of an inner table. `outline`, `list_id`, `list_level` are None
    where the style decides."""

    style: int = 0
    depth: int = 0
    row_end: bool = False
    cell_end: bool = False
    outline: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    table: tuple[tuple[int, bytes], ...] = ()


PLAIN = Paragraph()


class Properties:
    """The properties of all paragraphs and what characters are not to be seen."""

    def __init__(self, opened: WordFile) -> None:
        self._file = opened
        self._ends, self._raw = _paragraph_ranges(opened)
        self._starts_unseen, self._ends_unseen = _unseen(opened)
        self._described: dict[bytes | tuple[bytes, bytes], Paragraph] = {}

    def at(self, place: int) -> Paragraph:
        """The properties of the paragraph whose mark stands at a CP."""
        piece = self._file.last
        if piece is None or not piece.start <= place < piece.end:
            piece = self._file.piece_at(place)
            if piece is None:
                return PLAIN
        index = bisect_right(self._ends, piece.place + (place - piece.start) * piece.width)
        if index >= len(self._raw):
            return PLAIN
        raw = self._raw[index]
        look = (raw, piece.changes) if piece.changes else raw
        found = self._described.get(look)
        if found is None:
            found = self._described[look] = self._describe(raw, piece.changes)
        return found

    def seen(self, start: int, end: int) -> str:
        """The text between two CPs without what was deleted (tracked) or hidden."""
        text = self._file.text
        if not self._ends_unseen:
            return text[start:end]
        index = bisect_right(self._ends_unseen, start)
        if index >= len(self._starts_unseen) or self._starts_unseen[index] >= end:
            return text[start:end]
        parts = []
        while index < len(self._starts_unseen) and self._starts_unseen[index] < end:
            parts.append(text[start:max(start, self._starts_unseen[index])])
            start = max(start, min(end, self._ends_unseen[index]))
            index += 1
        return "".join([*parts, text[start:end]])

    def _describe(self, raw: bytes, changes: bytes) -> Paragraph:
        style = raw[0] | raw[1] << 8 if len(raw) > 1 else 0
        found: dict[int, bytes] = {}
        table: list[tuple[int, bytes]] = []
        for code, operand in self._all(raw[2:] + changes):
            if code >> 10 & 7 == 5:  # sgc: table properties
                table.append((code, operand))
            else:
                found[code] = operand
        depth = _number(found, 0x6649, None)
        if depth is None:
            depth = 1 if _number(found, 0x2416, 0) else 0
        return Paragraph(
            _number(found, 0x4600, style) or 0, max(0, min(depth, 16)),
            bool(_number(found, 0x2417, 0) or _number(found, 0x244C, 0)), bool(_number(found, 0x244B, 0)),
            _number(found, 0x2640, None), _number(found, 0x460B, None), _number(found, 0x260A, None), tuple(table))

    def _all(self, properties: bytes) -> Iterator[tuple[int, bytes]]:
        """The properties, those in the Data stream in the place of their mention."""
        for code, operand in sprms(properties):
            if code in _HUGE or code == _TABLE_PROPS:
                place = int.from_bytes(operand[:4], "little")
                length = int.from_bytes(self._file.extra[place:place + 2], "little")
                yield from sprms(self._file.extra[place + 2:place + 2 + length])
            else:
                yield code, operand


def _number(found: dict[int, bytes], code: int, default: int | None) -> int | None:
    operand = found.get(code)
    return default if not operand else int.from_bytes(operand, "little")


def _pages(opened: WordFile, index: int) -> Iterator[bytes]:
    """The pages of 512 bytes that a table of page numbers (PlcBtePapx, PlcBteChpx) names."""
    table = opened.part(index)
    count = max((len(table) - 4) // 8, 0)
    numbers = unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ()
    for number in dict.fromkeys(numbers):
        page = (number & 0x3FFFFF) * _PAGE
        content = opened.main[page:page + _PAGE]
        if len(content) == _PAGE:
            yield content


def _paragraph_ranges(opened: WordFile) -> tuple[list[int], list[bytes]]:
    """The FC behind each paragraph, sorted, and its properties (style index, then sprms)."""
    found: dict[int, bytes] = {}
    for page in _pages(opened, 13):
        count = page[511]
        if 4 * (count + 1) + 13 * count > 511:
            continue
        for index in range(count):
            end, = unpack_from("<I", page, 4 * (index + 1))
            found[end] = _paragraph(page, page[4 * (count + 1) + 13 * index] * 2)
    ends = sorted(found)
    return ends, [found[end] for end in ends]


def _paragraph(page: bytes, place: int) -> bytes:
    """A PapxInFkp (§2.9.175): the length in words, odd or even."""
    if not 0 < place < 510:
        return b""
    half = page[place]
    if half:
        return page[place + 1:place + 2 * half]
    return page[place + 2:place + 2 + 2 * page[place + 1]]


def _unseen(opened: WordFile) -> tuple[list[int], list[int]]:
    """The ranges of CPs that were deleted with tracking or are hidden, sorted and apart."""
    ranges: set[tuple[int, int]] = set()
    for page in _pages(opened, 12):
        count = page[511]
        if 5 * count + 4 > 511:
            continue
        for index in range(count):
            place = page[4 * (count + 1) + index] * 2
            if place and _off(page[place + 1:place + 1 + page[place]]):
                ranges.add(unpack_from("<II", page, 4 * index))
    places = list(opened.places(*_apart(sorted(ranges))))
    return [start for start, _ in places], [end for _, end in places]


def _apart(ranges: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Starts and ends of ranges, those that meet put together."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in ranges:
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _off(properties: bytes) -> bool:
    if b"\x00\x08" not in properties and b"\x3c\x08" not in properties:
        return False
    return any(operand == b"\x01" for code, operand in sprms(properties) if code in (_DELETED, _HIDDEN))

