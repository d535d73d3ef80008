"""Archives of reports (.zip) at the edge: what lies in one, and the bytes of one member.

A member is named by a path through its archive, `archive.zip/folder/report.docx`; no file can have such a
path, so the name says all. Members are unpacked one at a time, in memory, within the bounds below; nothing
is written, so names that climb out of a folder do no harm. An archive in an archive is not opened.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from contextlib import suppress
from functools import lru_cache

from ..errors import ReadError
from ..findings import Failure
from ..limits import LIMITS, Limits
from ..readers.signature import packaged
from ..typenames import TYPE_CHECKING
from . import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader
    from zipfile import ZipInfo

SUFFIX = ".zip"
_END, _TAIL = b"PK\x05\x06", 22 + 65_535  # the record at an archive's end, and how far from the end it may lie
_ENTRY = 1_000  # bytes of the directory that an entry may take on average; most take 100
_STORED, _DEFLATED = 0, 8
_RESOURCES = "__MACOSX"  # what macOS puts beside every file

_DAMAGED = "压缩包已损坏，可能没有下载完；请重新下载，或解压后再检查"
_CROWDED = "压缩包里的文件太多（最多 {most} 个）；请解压后再检查"
_HUGE = "压缩包解压后过大；请解压后再检查"
_LOCKED = "压缩包中的这个文件设有密码；请用密码解压后再检查"
_BOMB = "压缩包中的这个文件解压后异常庞大，为安全起见没有读取；请解压后再检查"
_METHOD = "压缩包中的这个文件用了不支持的压缩方式；请解压后再检查"
_MEMBER_DAMAGED = "压缩包中的这个文件已损坏；请重新下载压缩包"
_TWICE = "压缩包中有不止一个文件叫这个名字；请解压后再检查"


def expand(found: files.Found, wanted: files.Wanted, limits_of: Callable[[str], Limits] | None = None) -> files.Found:
    """The same with every archive replaced by the reports in it; what else lies in it is counted."""
    names: list[str] = []
    for name in found.names:
        if not name.lower().endswith(SUFFIX):
            names.append(name)
            continue
        try:
            names += _members(name, wanted, found, limits_of(name) if limits_of else LIMITS)
        except ReadError as error:
            found.failures.append(Failure(name, error.reason))
    found.names = names
    return found


def _members(name: str, wanted: files.Wanted, found: files.Found, limits: Limits) -> list[str]:
    """The names of an archive's reports; the archive's own name for a report whose suffix is wrong."""
    entries = _entries(*_identity(name, limits), limits)
    if entries is None:
        return [name]
    reports = []
    for member, infos in entries.items():
        path = f"{name}/{member}"
        report = not _hidden(member) and not _links(infos) and files.promising(path, wanted)
        if not report or wanted.omits(path, within=name):
            found.skipped += len(infos)
            found.excluded += len(infos) * report
        elif len(infos) > 1:
            found.failures.append(Failure(path, _TWICE))
        else:
            reports.append(path)
    if not reports and not wanted.empty and not any(f.name.startswith(f"{name}/") for f in found.failures):
        raise ReadError(f"压缩包中没有找到报告（支持 {wanted.formats}）；请确认选对了文件")
    return sorted(reports)


def _hidden(member: str) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == _RESOURCES for part in member.split("/"))


def _links(infos: tuple[ZipInfo, ...]) -> bool:
    """Whether a member is only a link to another file, its content that one's name."""
    return any(stat.S_ISLNK(info.external_attr >> 16) for info in infos)


def load(name: str, limit: int, limits: Limits = LIMITS) -> bytes:
    """The content of a file, or of an archive's member, at most `limit` + 1 bytes. Raises ReadError."""
    archive, member = _split(name)
    if not member:
        return files.load(name, limit)
    infos = (_entries(*_identity(archive, limits), limits) or {}).get(member, ())
    if len(infos) != 1:
        raise ReadError(_TWICE if infos else f"压缩包中没有这个文件：{member}")
    with files.opened(archive) as file:
        return _unpacked(file, infos[0], limit, limits)


def _split(name: str) -> tuple[str, str]:
    """An archive and its member's name; ("", "") for the name of a file."""
    start = 0
    while (end := name.lower().find(f"{SUFFIX}/", start)) >= 0:
        start = end + len(SUFFIX)
        if os.path.isfile(name[:start]):
            return name[:start], name[start + 1:]
    return "", ""


# ---- the directory of an archive ---------------------------------------------------------------------


def _identity(name: str, limits: Limits) -> tuple[str, int, int]:
    """A file's name, size and time: while they stay, so does its directory."""
    try:
        state = os.stat(name)
    except (OSError, ValueError) as error:
        raise ReadError(files.reason(error)) from None
    if stat.S_ISREG(state.st_mode) and state.st_size > limits.archive_size:
        raise limits.refused("archive_size", "压缩包过大；请解压后再检查")
    return name, state.st_size, state.st_mtime_ns


@lru_cache(maxsize=2)
def _entries(name: str, size: int, time: int, limits: Limits) -> dict[str, tuple[ZipInfo, ...]] | None:
    """An archive's files by name, each name's entries; None where the file is no archive but a report
    itself (.docx, .ofd). Raises ReadError for one that is damaged or beyond the bounds."""
    from zipfile import BadZipFile, ZipFile

    with files.opened(name) as file:
        if file.read(4) not in (b"PK\x03\x04", _END):
            return None
        _guard_directory(file, size, limits)
        try:
            with ZipFile(file) as archive:
                infos = [info for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
        except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, struct.error):
            raise ReadError(_DAMAGED) from None
    if packaged(info.filename for info in infos) != "archive":
        return None
    if len(infos) > limits.archive_members:
        raise _crowded(limits)
    if sum(info.file_size for info in infos) > limits.archive_total:
        raise limits.refused("archive_total", _HUGE)
    found: dict[str, tuple[ZipInfo, ...]] = {}
    for info in infos:
        member = _name(info)
        found[member] = (*found.get(member, ()), info)
    return found


def _crowded(limits: Limits) -> ReadError:
    return limits.refused("archive_members", _CROWDED.format(most=limits.archive_members))


def _guard_directory(file: BufferedReader, size: int, limits: Limits) -> None:
    """Refuses a directory that would take long to read, by its size as the archive's end states it."""
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise ReadError(_DAMAGED)
    count, length = struct.unpack_from("<HL", tail, place + 10)
    if count == 0xFFFF or length > limits.archive_members * _ENTRY:  # 0xFFFF: the real number stands in a ZIP64 record
        raise _crowded(limits)
    file.seek(0)


def _name(info: ZipInfo) -> str:
    """A member's name. Without the flag for UTF-8 it may be UTF-8 all the same, else GBK, as Windows has it."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeEncodeError):
            name = _decoded(name.encode("cp437"))
    return name.partition("\0")[0].replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


# ---- a member ----------------------------------------------------------------------------------------


def _unpacked(file: BufferedReader, info: ZipInfo, limit: int, limits: Limits) -> bytes:
    """The bytes of a member, never more than its directory entry states, nor than `limit` + 1."""
    if info.flag_bits & 1:
        raise ReadError(_LOCKED)
    if info.compress_type not in (_STORED, _DEFLATED):
        raise ReadError(_METHOD)
    if info.file_size > max(limits.small_member, limits.archive_ratio * info.compress_size):
        raise limits.refused("archive_ratio", _BOMB)
    packed = _packed(file, info, limit)
    if info.compress_type == _STORED:
        data = packed[: limit + 1]
    else:
        try:
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, min(info.file_size, limit) + 1)
        except zlib.error:
            raise ReadError(_MEMBER_DAMAGED) from None
    whole = len(data) == info.file_size and zlib.crc32(data) == info.CRC
    if not whole and len(data) <= limit:
        raise ReadError(_MEMBER_DAMAGED)
    return data


def _packed(file: BufferedReader, info: ZipInfo, limit: int) -> bytes:
    try:
        file.seek(info.header_offset)
        header = file.read(30)
        if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
            raise ReadError(_MEMBER_DAMAGED)
        name, extra = struct.unpack_from("<HH", header, 26)
        file.seek(name + extra, os.SEEK_CUR)
        return file.read(min(info.compress_size, 2 * limit + 1024))
    except (OSError, ValueError) as error:
        raise ReadError(files.reason(error)) from None

