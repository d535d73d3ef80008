"""A package with some of its parts changed or added: every other member goes over as it was packed.

Written by hand after the zip format (APPNOTE.TXT 4.3): the standard library would pack all members anew, and
not to the same bytes with every zlib. Changed parts are stored unpacked, so the same input gives the same
file on every machine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import crc32

from ..errors import ReadError
from ..readers.docx.package import guarded_parser, run_parser
from ..readers.docx.places import is_empty_tag, tag_end, tag_name

_LOCAL, _CENTRAL, _END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"
_STREAMED = 0x08    # sizes stand behind the data; here they always stand before it
_UTF8 = 0x800
_OLDEST = (1980, 1, 1, 0, 0, 0)
_DAMAGED = "文件的压缩结构不寻常，无法批注，请用 Word 或 WPS 另存为 .docx 后再批注"


def repacked(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip file `data` with the members `parts` (name → content) in place of its own of that name, case
    aside, or behind all others. Raises ReadError."""
    new = {name.lower(): content for name, content in parts.items()}
    out, directory, count = BytesIO(), BytesIO(), 0
    for info, packed in _members(data, parts, new):
        _write(out, directory, info, packed)
        count += 1
    start, size = out.tell(), directory.tell()
    out.write(directory.getvalue())
    out.write(struct.pack(_END, b"PK\x05\x06", 0, 0, count, count, size, start, 0))
    return out.getvalue()


def _members(data: bytes, parts: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[tuple[ZipInfo, bytes]]:
    try:
        infos = ZipFile(BytesIO(data)).infolist()
    except BadZipFile:
        raise ReadError(_DAMAGED) from None
    there = {info.filename.lower() for info in infos}
    for info in infos:
        content = new.get(info.filename.lower())
        yield (info, _packed(data, info)) if content is None else (_stored(info, content), content)
    for name, content in parts.items():
        if name.lower() not in there:
            yield _stored(ZipInfo(name, _OLDEST), content), content


def _packed(data: bytes, info: ZipInfo) -> bytes:
    head = data[info.header_offset:info.header_offset + 30]
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise ReadError(_DAMAGED)
    name, extra = struct.unpack("<2H", head[26:])
    start = info.header_offset + 30 + name + extra
    return data[start:start + info.compress_size]


def _stored(info: ZipInfo, content: bytes) -> ZipInfo:
    info.compress_type, info.CRC = ZIP_STORED, crc32(content)
    info.file_size = info.compress_size = len(content)
    return info


def _write(out: BytesIO, directory: BytesIO, info: ZipInfo, packed: bytes) -> None:
    year, month, day, hour, minute, second = info.date_time
    date, time = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
    flags = info.flag_bits & ~_STREAMED
    name = info.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437", "replace")
    facts = (20, flags, info.compress_type, time, date, info.CRC, len(packed), info.file_size, len(name), 0)
    made = info.create_system << 8 | 20
    directory.write(struct.pack(_CENTRAL, b"PK\x01\x02", made, *facts, 0, 0, info.internal_attr,
                                info.external_attr, out.tell()))
    directory.write(name)
    out.write(struct.pack(_LOCAL, b"PK\x03\x04", *facts))
    out.write(name)
    out.write(packed)


Edit = tuple[int, int, bytes]
"""From, up to and without, what stands there instead."""


def spliced(data: bytes, edits: list[Edit]) -> bytes:
    """The bytes with the edits made, which do not overlap; those at one place in the order given."""
    out: list[bytes] = []
    last = 0
    for start, end, words in sorted(edits, key=lambda edit: edit[:2]):
        out += (data[last:start], words)
        last = end
    return b"".join((*out, data[last:]))


def append(part: bytes, child: bytes) -> Edit:
    """The edit that puts a last child into a part's root element. Raises ReadError."""
    start = end = -1
    depth = 0

    def begin(_: str, __: object) -> None:
        nonlocal start, depth
        if start < 0:
            start = parser.CurrentByteIndex
        depth += 1

    def finish(_: str) -> None:
        nonlocal end, depth
        depth -= 1
        if not depth:
            end = parser.CurrentByteIndex

    parser = guarded_parser(False)
    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    run_parser(parser, part)
    behind = tag_end(part, start)
    if is_empty_tag(part, behind):
        return behind - 2, behind, b">" + child + b"</" + tag_name(part, start) + b">"
    return end, end, child


def sibling(part: bytes, name: str) -> str:
    """An element's name with the prefix of the part's root ("Override", "ct:Override")."""
    names: list[str] = []

    def begin(written: str, _: object) -> None:
        names.append(written)
        parser.StartElementHandler = None

    parser = guarded_parser(False)
    parser.StartElementHandler = begin
    run_parser(parser, part)
    prefix, colon, _ = names[0].rpartition(":")
    return prefix + colon + name
