"""A Word 97–2003 file opened: its streams, its file information block, its text by pieces.

[MS-DOC] §2.1 (streams), §2.5 (FIB), §2.8.35, §2.9.178 (piece table). Offsets into the WordDocument stream
are called FCs, places in the text CPs, as there. Everything that is wrong with the file ends as ReadError.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from struct import unpack_from

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...patterns import compiled
from ...records import dataclass, field
from ..compound import Compound, CompoundError

DAMAGED = "文件已损坏或没有传完整；请用 Word 或 WPS 打开确认后另存为 .docx 再检查"
_LOCKED = "文件设有打开密码，无法读取；请在 Word 或 WPS 中取消密码，另存为 .docx 后再检查"
_OLD = "文件是 Word 95 或更早版本的格式，不能读取；请用 Word 或 WPS 打开，另存为 .docx 后再检查"
_WORKS = "文件是 Microsoft Works 的文档（.wps），不是 WPS 文字的；请用 LibreOffice 打开，另存为 .docx 后再检查"
_SWOLLEN = "文件的一个部分过大，不像一份年度报告；请用 Word 或 WPS 另存为 .docx 后再检查"
_TOO_LARGE = "文件内容过多（超过 {most} 字），不像一份年度报告；请只保留报告本身再检查"
_NOT_WORD = "文件不是 Word 97–2003 文档（.doc、.wps）；请用 Word 或 WPS 打开，另存为 .docx 后再检查"

_WORKS_STREAMS = ("CONTENTS", "MatOST", "MM")
_WORD_97 = 0x00C1           # the smallest nFib of Word 97 (§2.5.1; Word 95 has 0x0068)
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COMPRESSED = 0x4000_0000   # of an FcCompressed (§2.9.73): one byte a character, FC doubled

_HIGH_BYTE, _SURROGATE = compiled(rb"[\xd8-\xdf]"), compiled("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters from CP `start` on that stand together in the file from FC `place` on; `width` is 1 or 2
    bytes a character; `changes` are properties put on top of all of them (saved fast)."""

    start: int
    end: int
    place: int
    width: int
    changes: bytes = b""


@dataclass(slots=True)
class WordFile:
    """The streams, and the text of the whole file (main text first, then notes, headers, boxes)."""

    main: bytes
    table: bytes
    extra: bytes
    pairs: int = 0
    text: str = ""
    lengths: tuple[int, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    last: Piece | None = None   # that was asked for: most files have one

    def part(self, index: int, beyond: int = 0) -> bytes:
        """The part of the table stream at a pair of FibRgFcLcb97 (§2.5.6), and `beyond` bytes behind it."""
        place = self.pairs + 8 * index
        if place + 8 > len(self.main):
            return b""
        start, length = unpack_from("<II", self.main, place)
        return self.table[start:start + length + beyond] if length else b""

    def places(self, starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
        """From ranges of FCs, sorted and apart, to the ranges of CPs that stand there, sorted."""
        for piece in self.pieces:
            behind = piece.place + (piece.end - piece.start) * piece.width
            index = bisect_right(ends, piece.place)
            while index < len(starts) and starts[index] < behind:
                low, high = max(starts[index], piece.place), min(ends[index], behind)
                yield (piece.start + (low - piece.place) // piece.width,
                       piece.start + (high - piece.place + piece.width - 1) // piece.width)
                index += 1

    def piece_at(self, place: int) -> Piece | None:
        """The piece that the character at a CP stands in."""
        index = bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1
        self.last = self.pieces[index] if index >= 0 and place < self.pieces[index].end else None
        return self.last


def open_word(data: bytes, limits: Limits = LIMITS) -> WordFile:
    """The file opened. Raises ReadError for one that is locked, too old, of another kind or damaged."""
    main, streams = _streams(data, limits)
    if len(main) < 0x200:
        raise ReadError(DAMAGED)
    ident, version = unpack_from("<HH", main, 0)
    flags, = unpack_from("<H", main, 0x0A)
    if ident not in (0xA5EC, 0xA5DC) or version < 0x20:
        raise ReadError(DAMAGED)
    if version < _WORD_97:
        raise ReadError(_OLD)
    if flags & _ENCRYPTED:
        raise ReadError(_LOCKED)
    table = streams.get("1Table" if flags & _TABLE_1 else "0Table", b"")
    opened = WordFile(main, table, streams.get("Data", b""))
    try:
        _read_fib(opened)
        _read_text(opened, limits)
    except (struct.error, ValueError, IndexError, OverflowError):
        raise ReadError(DAMAGED) from None
    return opened


def _streams(data: bytes, limits: Limits) -> tuple[bytes, dict[str, bytes]]:
    """The WordDocument stream and those beside it that hold properties."""
    try:
        package = Compound(data)
        if "WordDocument" not in package:
            works = any(name in package for name in _WORKS_STREAMS)
            raise ReadError(_LOCKED if "EncryptedPackage" in package else _WORKS if works else _NOT_WORD)
        names = [name for name in ("WordDocument", "0Table", "1Table", "Data") if name in package]
        if any(package.size(name) > limits.doc_stream for name in names) and len(data) > limits.doc_stream:
            raise limits.refused("doc_stream", _SWOLLEN)
        streams = {name: package.read(name, limits.doc_stream) for name in names}
        return streams.pop("WordDocument"), streams
    except CompoundError:
        raise ReadError(DAMAGED) from None


def _read_fib(opened: WordFile) -> None:
    """The counts of characters of each kind of text, and where the pairs begin (§2.5.1)."""
    main = opened.main
    words, = unpack_from("<H", main, 32)
    place = 34 + 2 * words
    longs, = unpack_from("<H", main, place)
    opened.lengths = unpack_from("<8i", main, place + 2 + 12)
    opened.pairs = place + 2 + 4 * longs + 2


def _read_text(opened: WordFile, limits: Limits) -> None:
    """The piece table (§2.8.35 PlcPcd in the Clx, §2.9.38) and the text by it."""
    clx = opened.part(33)
    changes: list[bytes] = []
    place = 0
    while place < len(clx) and clx[place] == 1:
        length, = unpack_from("<H", clx, place + 1)
        changes.append(clx[place + 3:place + 3 + length])
        place += 3 + length
    size, = unpack_from("<I", clx, place + 1)
    table = clx[place + 5:place + 5 + size]
    count = (len(table) - 4) // 12
    if clx[place] != 2 or count < 1:
        raise ReadError(DAMAGED)
    starts = unpack_from(f"<{count + 1}I", table, 0)
    if starts[-1] > limits.doc_characters:
        raise limits.refused("doc_characters", _TOO_LARGE.format(most=limits.doc_characters))
    parts: list[str] = []
    end = 0
    for index in range(count):
        at, change = unpack_from("<IH", table, 4 * (count + 1) + 8 * index + 2)
        length = starts[index + 1] - starts[index]
        if length <= 0 or starts[index] != end:
            raise ReadError(DAMAGED)
        end = starts[index + 1]
        packed = bool(at & _COMPRESSED)
        start, width = ((at & 0x3FFF_FFFF) // 2, 1) if packed else (at & 0x3FFF_FFFF, 2)
        raw = opened.main[start:start + length * width]
        if len(raw) < length * width:
            raise ReadError(DAMAGED)
        parts.append(raw.decode("cp1252", "replace") if packed else _wide(raw))
        change_at = change >> 1
        extra = changes[change_at] if change & 1 and change_at < len(changes) else b""
        opened.pieces.append(Piece(starts[index], end, start, width, extra))
    opened.text = "".join(parts)


def _wide(raw: bytes) -> str:
    """One character for each two bytes, so that places in the text stay CPs; pairs of surrogates are put
    together by `words`, later."""
    return raw.decode("utf-16-le", "surrogatepass") if not _surrogates(raw) else "".join(
        map(chr, unpack_from(f"<{len(raw) // 2}H", raw)))


def _surrogates(raw: bytes) -> bool:
    return bool(_HIGH_BYTE.search(raw[1::2]))


def words(text: str) -> str:
    """Text with its pairs of surrogates put together, lone ones replaced."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
