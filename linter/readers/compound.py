"""A compound file ([MS-CFB]): the streams in its root. Knows nothing of what they are.

What Word and WPS write is read here: sectors of 512 bytes, all tables whole, every chain within the file. Whatever is
otherwise in any way is left to `olefile`, which knows what to make of broken files, but whose imports (logging, above
all) take as long as a bare Python takes to start. Both ways give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from struct import iter_unpack, unpack, unpack_from

from ..records import dataclass
from ..typenames import Any

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096  # bytes: a sector, a small one, what is kept in small ones below that
_IN_HEADER = 109                          # numbers of the table's sectors that the header has room for
_END, _FREE, _NONE = 0xFFFF_FFFE, 0xFFFF_FFFF, 0xFFFF_FFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class CompoundError(Exception):
    """The file is no compound file, or damaged; or there is no such stream, or it is too large."""


class _UnusualError(Exception):
    """Not the plainest kind of file."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the directory; `left`, `right`, `child` are the numbers of others."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams in the root of a compound file, by name; case does not matter. Raises CompoundError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._library: Any = None
        try:
            self._plain: _Plain | None = _Plain(data)
        except _UnusualError:
            self._plain = None
            self._opened()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._plain.entries if self._plain else bool(self._opened().exists(name))

    def read(self, name: str, most: int) -> bytes:
        """A stream's bytes. Raises CompoundError for one that is not there, or larger than `most`."""
        try:
            if self._plain:
                return self._plain.read(name, most)
        except _UnusualError:
            pass
        opened = self._opened()
        try:
            if opened.get_size(name) > most:
                raise CompoundError
            content: bytes = opened.openstream(name).read()  # which loads the tables that are looked at next
            if _circular(opened, name):
                raise CompoundError
        except Exception:  # whatever olefile meets in a broken file: it documents no closed list
            raise CompoundError from None
        return content

    def size(self, name: str) -> int:
        """A stream's size as the file states it, 0 where there is none. Raises CompoundError."""
        if self._plain:
            entry = self._plain.entries.get(name.lower())
            return entry.size if entry else 0
        opened = self._opened()
        try:
            return int(opened.get_size(name)) if name in self else 0
        except Exception:  # as above
            raise CompoundError from None

    def _opened(self) -> Any:
        from olefile import OleFileIO  # type: ignore[import-untyped]

        if self._library is None:
            try:
                self._library = OleFileIO(BytesIO(self._data))
            except Exception:
                raise CompoundError from None
        return self._library


def _circular(opened: Any, name: str) -> bool:
    """Whether a stream's chain of sectors comes back to one of them: the library reads that one again and again."""
    entry = opened.direntries[opened._find(name)]
    table, width = (opened.minifat, _SMALL) if entry.is_minifat else (opened.fat, opened.sector_size)
    sector, seen = entry.isectStart, set()
    for _ in range(-(-entry.size // width)):
        if sector in seen:
            return True
        if sector >= len(table):
            return False
        seen.add(sector)
        sector = table[sector]
    return False


class _Plain:
    """The same for the plainest kind of file. Raises _UnusualError for any other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        count, first = self._header()
        self._table = self._numbers(unpack_from(f"<{_IN_HEADER}I", data, 76), count)
        self._entries = self._directory(first)
        streams = list(self._beside(self._entries[0].child))
        self.entries = {entry.name.lower(): entry for entry in streams}
        if len(self.entries) < len(streams):
            raise _UnusualError
        self._small: tuple[bytes, Sequence[int]] | None = None

    def read(self, name: str, most: int) -> bytes:
        entry = self.entries.get(name.lower())
        if entry is None or entry.kind != _STREAM or entry.size > most:
            raise CompoundError
        if entry.size >= _CUTOFF:
            return self._stream(entry.start, entry.size)
        if self._small is None:
            self._small = self._kept_small()
        content, table = self._small
        return _chained(content, 0, _SMALL, table, entry.start, entry.size)

    def _header(self) -> tuple[int, int]:
        """How many sectors the table has, and the directory's first."""
        if len(self._data) < 2 * _SECTOR or len(self._data) % _SECTOR or not self._data.startswith(_MARK):
            raise _UnusualError
        version, order, shift, small = unpack_from("<HHHH", self._data, 26)
        count, first = unpack_from("<II", self._data, 44)
        cutoff, _, _, _, further = unpack_from("<5I", self._data, 56)
        if (version, order, shift, small, cutoff, further) != (3, 0xFFFE, 9, 6, _CUTOFF, 0) or count > _IN_HEADER:
            raise _UnusualError
        return count, first

    def _numbers(self, sectors: Sequence[int], count: int) -> Sequence[int]:
        """The table of sectors: which follows which."""
        if set(sectors[count:]) - {_FREE} or not count:
            raise _UnusualError
        whole = b"".join(map(self._sector, sectors[:count]))
        return unpack(f"<{len(whole) // 4}I", whole)[:len(self._data) // _SECTOR - 1]

    def _sector(self, number: int) -> bytes:
        found = self._data[(number + 1) * _SECTOR:(number + 2) * _SECTOR]
        if len(found) < _SECTOR:
            raise _UnusualError
        return found

    def _directory(self, sector: int) -> list[_Entry]:
        parts: list[bytes] = []
        while sector != _END:
            if len(parts) > len(self._table) or sector >= len(self._table):
                raise _UnusualError
            parts.append(self._sector(sector))
            sector = self._table[sector]
        entries = [_entry(*fields) for fields in iter_unpack("<64sHBx3I36xII4x", b"".join(parts))]
        _whole(entries)
        return entries

    def _beside(self, number: int) -> Iterator[_Entry]:
        """The entries of one storage, one of whose is this; `_whole` has looked that there is no circle."""
        waiting = [number]
        while waiting:
            number = waiting.pop()
            if number != _NONE:
                entry = self._entries[number]
                waiting += (entry.left, entry.right)
                yield entry

    def _stream(self, start: int, size: int) -> bytes:
        return _chained(self._data, _SECTOR, _SECTOR, self._table, start, size)

    def _kept_small(self) -> tuple[bytes, Sequence[int]]:
        """The bytes of all small sectors, and which follows which."""
        root = self._entries[0]
        first, count = unpack_from("<II", self._data, 60)
        whole = self._stream(first, count * _SECTOR)
        table = unpack(f"<{len(whole) // 4}I", whole)[:-(-root.size // _SMALL)]
        return self._stream(root.start, root.size), table


def _entry(name: bytes, length: int, kind: int, left: int, right: int, child: int, start: int, size: int) -> _Entry:
    return _Entry(name[:max(length - 2, 0)].decode("utf-16-le", "replace"), kind, left, right, child, start, size)


def _whole(entries: list[_Entry]) -> None:
    """Looks at everything that the root leads to: each must be there once, and be a stream or a storage."""
    if not entries or entries[0].kind != _ROOT:
        raise _UnusualError
    seen = {0}
    waiting = [entries[0].child]
    while waiting:
        number = waiting.pop()
        if number == _NONE:
            continue
        if number in seen or number >= len(entries) or entries[number].kind not in (_STORAGE, _STREAM):
            raise _UnusualError
        seen.add(number)
        waiting += (entries[number].left, entries[number].right, entries[number].child)


def _chained(data: bytes, offset: int, width: int, table: Sequence[int], sector: int, size: int) -> bytes:
    """`size` bytes of a chain of sectors of `width` bytes each."""
    parts: list[bytes] = []
    seen: set[int] = set()
    count = -(-size // width)
    if count > len(table):
        raise _UnusualError
    for _ in range(count):
        if sector >= len(table):
            raise _UnusualError
        start = offset + sector * width
        parts.append(data[start:start + width])
        seen.add(sector)
        sector = table[sector]
    if len(seen) < count:
        raise _UnusualError
    content = b"".join(parts)[:size]
    if len(content) < size:
        raise _UnusualError
    return content
