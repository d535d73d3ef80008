"""A zip file in memory: its members and their bytes. Knows nothing of what they are.

Word, WPS and LibreOffice write packages of the plainest kind (APPNOTE.TXT 4.3: stored or deflated members, one
directory at the very end); those are read here. Whatever is otherwise in any way is left to the standard library,
whose `zipfile` takes two thirds of the time that a bare Python takes to start: comments, ZIP64, encryption, extra
fields, names in other encodings, overlapping or damaged members. Both ways give the same members and bytes.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from io import BytesIO
from struct import Struct
from warnings import catch_warnings, simplefilter

from ..records import dataclass
from ..typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile

STORED, DEFLATED, ENCRYPTED = 0, 8, 1  # methods, and a flag

_END, _ENTRY, _HEADER = Struct("<4s4H2LH"), Struct("<4s6H3L5H2L"), Struct("<4s5H3L2H")
_UTF8 = 0x0800
_KNOWN = _UTF8 | 0x000E   # flags: how hard it was packed, sizes behind the member (the directory has them too)
_NEWEST = 63              # version of the format
_WHOLE = 0xFFFF_FFFF      # a size or place from here on stands elsewhere (ZIP64)


_SMALL = 1_000_000        # bytes of a file that may be kept until the next is read


class ZipError(Exception):
    """The file or a member is damaged, encrypted or of a kind that cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of the directory. `packed` and `size` in bytes; its header is at `place`, and it ends before
    `end`."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    place: int
    end: int = 0


class Zipped:
    """The members in the order of the directory. Raises ZipError for what is no zip file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._library: ZipFile | None = None
        found = _members(data)
        self.members = self._others() if found is None else found

    def read(self, member: Member) -> bytes:
        """A member's bytes; how many, the directory says, and whoever asks should look first. Raises ZipError."""
        content = _content(self._data, member) if member.end else None
        return self._other(member) if content is None else content

    def _others(self) -> tuple[Member, ...]:
        return tuple(Member(info.filename, info.flag_bits, info.compress_type, info.CRC, info.compress_size,
                            info.file_size, info.header_offset) for info in self._opened().infolist())

    def _other(self, member: Member) -> bytes:
        opened = self._opened()
        try:
            with catch_warnings():
                simplefilter("ignore")  # of entries that overlap: how much is unpacked is bounded
                return opened.read(opened.infolist()[self.members.index(member)])
        except Exception:  # a broken file shows itself in errors of a dozen kinds
            raise ZipError from None

    def _opened(self) -> ZipFile:
        from zipfile import ZipFile

        if self._library is None:
            try:
                self._library = ZipFile(BytesIO(self._data))
            except Exception:
                raise ZipError from None
        return self._library


def _members(data: bytes) -> tuple[Member, ...] | None:
    """The directory of a file of the plainest kind; None for any other. Who reads a file asks twice: what it is,
    and what is in it."""
    return _latest(data) if len(data) < _SMALL else _directory(data)


def _directory(data: bytes) -> tuple[Member, ...] | None:
    start = len(data) - _END.size
    if start < 0 or data[start - 20:start - 16] == b"PK\6\7":
        return None
    mark, disk, first_disk, here, count, length, place, comment = _END.unpack_from(data, start)
    if mark != b"PK\5\6" or disk or first_disk or here != count or comment or place + length != start:
        return None
    found: list[Member] = []
    while place < start:
        if place + _ENTRY.size > start:
            return None
        member, place = _entry(data, place)
        if member is None or place > start:
            return None
        found.append(member)
    return _ended(found, start - length) if len(found) == count else None


_latest = lru_cache(maxsize=1)(_directory)


def _entry(data: bytes, place: int) -> tuple[Member | None, int]:
    """The entry at a place, None for an unusual one, and the place behind it."""
    (mark, _, needed, flags, method, _, _, crc, packed, size,
     name_length, extra, comment, disk, _, _, header) = _ENTRY.unpack_from(data, place)
    end = place + _ENTRY.size + name_length
    name = data[place + _ENTRY.size:end]
    usual = (mark == b"PK\1\2" and needed <= _NEWEST and not flags & ~_KNOWN and method in (STORED, DEFLATED)
             and not (extra or comment or disk) and max(packed, size, header) < _WHOLE
             and (name.isascii() or flags & _UTF8) and b"\0" not in name and b"\\" not in name)
    try:
        return (Member(name.decode(), flags, method, crc, packed, size, header) if usual else None), end
    except UnicodeDecodeError:
        return None, end


def _ended(members: list[Member], directory: int) -> tuple[Member, ...]:
    """The same with their ends: where the next begins, or the directory."""
    places = sorted({member.place for member in members} | {directory})
    behind = dict(zip(places, [*places[1:], 0], strict=True))
    return tuple(Member(m.name, m.flags, m.method, m.crc, m.packed, m.size, m.place, behind[m.place])
                 for m in members)


def _content(data: bytes, member: Member) -> bytes | None:
    """The bytes of a member that is as the directory says; None for any other."""
    if member.place + _HEADER.size > len(data):
        return None
    mark, _, flags, method, _, _, _, _, _, name, extra = _HEADER.unpack_from(data, member.place)
    named = member.place + _HEADER.size
    start = named + name + extra
    if mark != b"PK\3\4" or (flags, method) != (member.flags, member.method) or start + member.packed > member.end \
            or data[named:named + name] != member.name.encode():
        return None
    content = data[start:start + member.packed]
    if member.method == DEFLATED:
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacking.decompress(content, member.size + 1)
        except zlib.error:
            return None
        if not unpacking.eof or unpacking.unused_data:
            return None
    return content if len(content) == member.size and zlib.crc32(content) == member.crc else None
