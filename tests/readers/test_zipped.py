"""Our reader of zip files gives what the standard library gives, whatever the file."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from reportlint.readers import zipped
from reportlint.readers.zipped import ZipError, Zipped

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "examples").glob("*.docx"))
Outcome = list[tuple[str, int, int, int, int, "bytes | str"]] | str


def packed(**how: int) -> bytes:
    """A package as Word writes them: a member stored, one packed, one empty, a folder."""
    stream = BytesIO()
    with ZipFile(stream, "w", how.get("method", ZIP_DEFLATED)) as file:
        file.writestr("[Content_Types].xml", "<Types/>" * 40)
        file.writestr(ZipInfo("word/"), b"")
        file.writestr("word/document.xml", "本年度报告" * 300)
        file.writestr(ZipInfo("word/media/image1.png"), bytes(range(256)))
        file.writestr("word/图.xml", b"")
    return stream.getvalue()


class Pipe(BytesIO):
    """A stream that cannot go back: sizes then stand behind the members, too."""

    def seekable(self) -> bool:
        return False


def piped() -> bytes:
    stream = Pipe()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", "本年度报告" * 300)
    return stream.getvalue()


def by_library(data: bytes) -> Outcome:
    try:
        with ZipFile(BytesIO(data)) as file:
            return [(info.filename, info.flag_bits, info.compress_type, info.compress_size, info.file_size,
                     read(file, info)) for info in file.infolist()]
    except Exception:
        return "broken"


def read(file: ZipFile, info: ZipInfo) -> bytes | str:
    try:
        return file.read(info) if info.file_size < 1_000_000 else "large"
    except Exception:
        return "broken"


def by_ours(data: bytes) -> Outcome:
    try:
        file = Zipped(data)
    except ZipError:
        return "broken"

    def content(member: zipped.Member) -> bytes | str:
        try:
            return file.read(member) if member.size < 1_000_000 else "large"
        except ZipError:
            return "broken"

    return [(m.name, m.flags, m.method, m.packed, m.size, content(m)) for m in file.members]


def alone(data: bytes) -> bool:
    """Whether all of it was read without the standard library."""
    file = Zipped(data)
    for member in file.members:
        file.read(member)
    return file._library is None


PLAIN = {"packed": packed(), "stored": packed(method=ZIP_STORED), "piped": piped(),
         **{file.name: file.read_bytes() for file in FILES}}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_files_need_no_library(name: str) -> None:
    assert by_ours(PLAIN[name]) == by_library(PLAIN[name])
    assert alone(PLAIN[name])


def with_comment() -> bytes:
    stream = BytesIO(packed())
    with ZipFile(stream, "a") as file:
        file.comment = "注".encode()
    return stream.getvalue()


def with_extra(tag: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        info = ZipInfo("word/document.xml")
        info.extra = struct.pack("<HH5s", tag, 5, b"\1abcd")
        file.writestr(info, "正文")
    return stream.getvalue()


def overlapping() -> bytes:
    """Two entries for one member."""
    data = packed()
    entry = data.index(b"PK\1\2")
    end = data.rindex(b"PK\5\6")
    size = end - entry
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 10, 10, 2 * size, entry, 0)
    return data[:end] + data[entry:end] + tail


def changed(at: int, value: bytes, mark: bytes = b"PK\1\2") -> bytes:
    """Bytes of the first directory entry, or of another record, replaced."""
    data = bytearray(packed())
    place = data.index(mark) + at
    data[place:place + len(value)] = value
    return bytes(data)


ODD = {
    "comment": with_comment(),
    "extra": with_extra(0x5455),
    "unicode path": with_extra(0x7075),
    "in front": b"MZ" + packed(),
    "behind": packed() + b"\0",
    "bzip2": packed(method=ZIP_BZIP2),
    "overlapping": overlapping(),
    "locked": changed(8, b"\1\0"),
    "strong": changed(8, b"\x40\0"),
    "new version": changed(6, b"\x40\0"),
    "method": changed(10, b"\x63\0"),
    "method of the member": changed(8, b"\0\0", b"PK\3\4"),
    "name of the member": changed(30, b"x", b"PK\3\4"),
    "name with nothing": changed(50, b"\0"),
    "name with a bar": changed(50, b"\\"),
    "other letters": changed(46, b"\xb1\xa8"),
    "checksum": changed(16, b"\0\0\0\0"),
    "size": changed(24, b"\1\0\0\0"),
    "larger": changed(24, b"\xff\xff\0\0"),
    "packed size": changed(20, b"\1\0\0\0"),
    "place": changed(42, b"\xff\xff\xff\x7f"),
    "zip64": changed(42, b"\xff\xff\xff\xff"),
    "count": changed(8, b"\1\0\1\0", b"PK\5\6"),
    "disk": changed(4, b"\1\0", b"PK\5\6"),
    "directory": changed(12, b"\1\0\0\0", b"PK\5\6"),
    "directory's place": changed(16, b"\1\0\0\0", b"PK\5\6"),
    "none": b"",
    "too short": b"PK\5\6",
    "empty": b"PK\5\6" + bytes(18),
}


@pytest.mark.filterwarnings("ignore:Overlapped entries")  # what the library says from Python 3.14 on
@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_as_the_library_has_them(name: str) -> None:
    assert by_ours(ODD[name]) == by_library(ODD[name])


def mutants(data: bytes, seed: int) -> Iterator[bytes]:
    """The file with some bytes changed, most of them in its records, cut short, or with a part moved."""
    chance = random.Random(seed)
    records = [place for mark in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for place in range(len(data))
               if data.startswith(mark, place)]
    for _ in range(150):
        made = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 4))):
            near = chance.choice(records) + chance.randrange(50)
            place = near if near < len(data) and chance.random() < 0.8 else chance.randrange(len(data))
            made[place] = chance.choice((0, 1, 8, 255, made[place] ^ 1 << chance.randrange(8), chance.randrange(256)))
        yield bytes(made)
    for _ in range(10):
        cut = chance.randrange(len(data))
        yield data[:cut]
        yield data[cut:] + data[:cut]
        yield data[:cut] + data[cut + chance.randrange(20):]


SMALL = {name: data for name, data in PLAIN.items() if len(data) < 30_000}


@pytest.mark.filterwarnings("ignore")  # of the library, at names that are there twice
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", SMALL)
def test_damaged_files_are_as_the_library_has_them(name: str, seed: int) -> None:
    for data in mutants(SMALL[name], seed):
        assert by_ours(data) == by_library(data)


def test_no_more_is_unpacked_than_the_directory_says() -> None:
    """A member that swells beyond its stated size costs one byte more than that."""
    bomb = zlib.compressobj(9, wbits=-15)
    content = bomb.compress(bytes(50_000_000)) + bomb.flush()
    name = b"word/document.xml"
    head = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(content), 10, len(name), 0) + name
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(content), 10, len(name),
                        0, 0, 0, 0, 0, 0) + name
    place = len(head) + len(content)
    data = head + content + entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), place, 0)
    file = Zipped(data)
    assert zipped._content(data, file.members[0]) is None
    with pytest.raises(ZipError):
        file.read(file.members[0])


def test_plain_files_do_not_load_the_library() -> None:
    code = ("import sys; from reportlint.readers import read; "
            "read(sys.argv[1], open(sys.argv[1], 'rb').read()); print('zipfile' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code, str(FILES[0])], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
