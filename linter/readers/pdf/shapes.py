"""A PDF without the shapes of those fonts whose characters are known without them.

PDFium measures every character by its drawn shape. In Type 1 fonts, as LibreOffice makes of Chinese ones, that takes a
third of the time of reading a page (in TrueType ones little), and it says nothing that is wanted: how wide a character
is, and what it means, the font's entry in the file says (ISO 32000-1, 9.6.2, 9.10.3). Where it says so of every
character, the font's file is passed over, and PDFium takes one of `squares`.
"""

from __future__ import annotations

import zlib

from ...patterns import compiled

_MOST = 1 << 16     # bytes of a table of meanings
_SYMBOLIC, _USUAL = 4, 32   # flags of a font (ISO 32000-1, table 123); PDFium has fonts of its own for usual letters
_FONT = compiled(
    rb"/Subtype\s*/Type1\s*/BaseFont\s*/[A-Z]{6}\+[^/]+/FirstChar\s+(\d{1,3})\s*/LastChar\s+(\d{1,3})\s*"
    rb"/Widths\s*\[([\d\s]+)\]\s*/FontDescriptor\s+(\d{1,7}) 0 R\s*/ToUnicode\s+(\d{1,7}) 0 R")
_USES = compiled(rb"/FontDescriptor\s+(\d{1,7}) \d+ R")
_FLAGS = compiled(rb"/Flags\s+(\d{1,6})\s*/")
_MEANING = compiled(rb"<([0-9A-F]{2})>\s*<([0-9A-F]{4})>")
_OCTETS = [b"%02X" % code for code in range(256)]
_FILE, _NONE = b"/FontFile", b"/FontNone"     # of one length: nothing else moves


def without_shapes(data: bytes) -> bytes:
    """The document; where fonts have shapes that are not wanted, a copy without those."""
    objects = _Objects(data)
    fonts = _fonts(data) if objects else ()
    known = {found[3]: True for found in fonts}
    for first, last, widths, descriptor, meanings in fonts:
        known[descriptor] = known[descriptor] and _complete(first, last, widths.split(), objects.stream(meanings))
    used = _USES.findall(data) if fonts else []
    spots = [spot for number, whole in known.items()
             if whole and used.count(number) == sum(found[3] == number for found in fonts)
             and (spot := _file_of(objects.entry(number)))]
    if not spots:
        return data
    copy = bytearray(data)
    for spot in spots:
        copy[spot:spot + len(_FILE)] = _NONE
    return bytes(copy)


def _fonts(data: bytes) -> list[tuple[bytes, bytes, bytes, bytes, bytes]]:
    """The entries of fonts of single octets: the first and the last, their widths, and the numbers of the entries that
    describe the font and that say what its octets mean."""
    found = []
    place = data.find(b"/ToUnicode")
    while place >= 0:
        start, end = data.rfind(b"<<", 0, place), data.find(b">>", place)
        if entry := _FONT.search(data, max(start, 0), max(end, 0)):
            first, last, widths, descriptor, meanings = entry.groups()
            found.append((first, last, widths, descriptor, meanings))
        place = data.find(b"/ToUnicode", place + 1)
    return found


def _complete(first: bytes, last: bytes, widths: list[bytes], meanings: bytes) -> bool:
    """Whether each octet of a font that has a width has a meaning."""
    codes = _OCTETS[int(first):int(last) + 1]
    if len(widths) != len(codes) or b"bfrange" in meanings:
        return False
    known = dict(_MEANING.findall(meanings.upper()))
    wanted = {code for code, width in zip(codes, widths, strict=True) if width != b"0"}
    return known.keys() >= wanted and b"0000" not in known.values()


def _file_of(descriptor: tuple[int, bytes]) -> int:
    """Where the entry that describes a font names its file; 0 where it must have that."""
    start, entry = descriptor
    flags, place = _FLAGS.search(entry), entry.find(_FILE)
    apart = flags is not None and int(flags[1]) & (_SYMBOLIC | _USUAL) == _SYMBOLIC
    return start + place if apart and place > 0 and entry.count(_FILE) == 1 else 0


class _Objects:
    """Where a document's objects are, by its one table (ISO 32000-1, 7.5.4); none where it has several or another."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._table = self._count = 0
        place = data.rfind(b"startxref")
        start = int(number) if (number := data[place + 9:place + 24].split(b"%")[0].strip()).isdigit() else len(data)
        head = data[start:start + 24].split(None, 3)
        if len(head) > 2 and head[:2] == [b"xref", b"0"] and head[2].isdigit() and b"/Prev" not in data[start:]:
            self._count = int(head[2])
            self._table = data.find(b"\n", data.find(head[2], start + 6)) + 1

    def __bool__(self) -> bool:
        return self._count > 0

    def entry(self, number: bytes) -> tuple[int, bytes]:
        """Where an object begins, and what it is up to the end of its first entry."""
        index = int(number)
        line = self._data[self._table + 20 * index:self._table + 20 * index + 18]
        if not (index < self._count and line[:10].isdigit() and line.endswith(b"n")):
            return 0, b""
        start = int(line[:10])
        if not self._data.startswith(b"%d 0 obj" % index, start):
            return 0, b""
        return start, self._data[start:max(self._data.find(b">>", start), start)]

    def stream(self, number: bytes) -> bytes:
        """What an object's stream says, unpacked; nothing for a long one."""
        start, entry = self.entry(number)
        begin = self._data.find(b"stream", start + len(entry), start + len(entry) + 20)
        if begin < 0 or b"/FlateDecode" not in entry:
            return b""
        unpacking = zlib.decompressobj()
        try:
            packed = self._data[begin + 6:begin + 8 + _MOST].lstrip(b"\r\n")
            text = unpacking.decompress(packed, _MOST)
        except zlib.error:
            return b""
        return text if unpacking.eof else b""
