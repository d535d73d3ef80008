"""Our reader of compound files gives what olefile gives, whatever the file."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

import olefile
import pytest
from reportlint.readers.compound import Compound, CompoundError
from word97 import compound, doc_of

NAMES = ("WordDocument", "1Table", "0Table", "Data", "small", "empty", "EncryptedPackage", "ObjectPool", "worddocument")
MOST = 20_000_000
Outcome = dict[str, "bytes | str"] | str


def by_ours(data: bytes) -> Outcome:
    try:
        file = Compound(data)
    except CompoundError:
        return "broken"
    return {name: content(file, name) for name in NAMES if name in file}


def content(file: Compound, name: str) -> bytes | str:
    try:
        return file.read(name, MOST)
    except CompoundError:
        return "broken"


def by_library(data: bytes) -> Outcome:
    try:
        file = olefile.OleFileIO(BytesIO(data))
    except Exception:
        return "broken"
    return {name: read(file, name) for name in NAMES if file.exists(name)}


def read(file: olefile.OleFileIO, name: str) -> bytes | str:
    try:
        if file.get_size(name) > MOST:
            return "broken"
        found: bytes = file.openstream(name).read()
        if comes_back(file, name):
            return "broken"
    except Exception:
        return "broken"
    return found


def comes_back(file: olefile.OleFileIO, name: str) -> bool:
    """Whether the library reads a sector twice for one stream, which it does not mind."""
    entry = file.direntries[file._find(name)]
    table, width = (file.minifat, 64) if entry.is_minifat else (file.fat, file.sector_size)
    chain = [entry.isectStart]
    while len(chain) * width < entry.size and chain[-1] < len(table):
        chain.append(table[chain[-1]])
    return entry.size > 0 and len(set(chain)) < len(chain)


@pytest.mark.parametrize("links", [[0] * 128, list(range(128)), [1, 0] * 64])
def test_a_chain_that_comes_back_is_damage(links: list[int]) -> None:
    data = doc_of([("公开" * 3000, "\r", b"", 0)])
    place = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    file = Compound(data[:place] + struct.pack("<128I", *links) + data[place + 512:])
    with pytest.raises(CompoundError):
        file.read("WordDocument", MOST)


def with_small() -> bytes:
    """A file with small streams, a storage in it, and an empty one: 4 sectors of streams, then the tables."""
    big, small = bytes(range(256)) * 17, b"0123456789" * 20
    sectors = 9  # of the big stream
    fat = [*range(1, sectors), 0xFFFFFFFE]
    kept = small + bytes(-len(small) % 64)
    body = big + bytes(-len(big) % 512)
    fat.append(0xFFFFFFFE)  # the small sectors
    body += kept + bytes(-len(kept) % 512)
    fat.append(0xFFFFFFFE)  # which of them follows which
    body += struct.pack("<4I", 1, 2, 3, 0xFFFFFFFE) + b"\xff" * 496
    names = [("Root Entry", 5, sectors, len(kept), 1, -1), ("WordDocument", 2, 0, len(big), -1, 2),
             ("small", 2, 0, len(small), -1, 3), ("empty", 2, 0xFFFFFFFE, 0, -1, 4),
             ("ObjectPool", 1, 0, 0, 5, -1), ("Data", 2, 0, len(big), -1, -1)]
    body += b"".join(entry(*item) for item in names) + bytes(256)
    fat += [len(fat) + 1, 0xFFFFFFFE]
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
                       0, 1, sectors + 2, 0, 4096, sectors + 1, 1, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", len(fat), *[0xFFFFFFFF] * 108)
    fat.append(0xFFFFFFFD)
    return head + body + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))


def entry(name: str, kind: int, first: int, size: int, child: int, right: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBiii16sIQQIQ", len(raw), kind, 1, -1, right, child, b"", 0, 0, 0, first, size)


PARAGRAPHS = [("标题", "\r", b"", 0), ("正文" * 50, "\r", b"", 0)]
PLAIN = {"word": doc_of(PARAGRAPHS), "small": with_small(), "one": compound({"WordDocument": b"x" * 9000})}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_files_need_no_library(name: str) -> None:
    file = Compound(PLAIN[name])
    assert by_ours(PLAIN[name]) == by_library(PLAIN[name])
    assert all(file.read(stream, MOST) for stream in ("WordDocument", "small") if stream in file)
    assert file._library is None


def test_small_streams() -> None:
    file = Compound(with_small())
    assert file.read("SMALL", 1000) == b"0123456789" * 20
    assert file.read("WordDocument", MOST) == bytes(range(256)) * 17
    assert "Data" not in file  # lies in a storage
    for name, most in (("small", 199), ("ObjectPool", MOST), ("nowhere", MOST)):
        with pytest.raises(CompoundError):
            file.read(name, most)


def changed(at: int, value: bytes, name: str = "small") -> bytes:
    data = bytearray(PLAIN[name])
    data[at:at + len(value)] = value
    return bytes(data)


DIRECTORY = 512 * 12
ODD = {
    "sectors of 4096": changed(26, b"\4\0\xfe\xff\x0c\0"),
    "more tables": changed(68, b"\1\0\0\0\1\0\0\0"),
    "cut-off": changed(56, b"\0\2\0\0"),
    "behind": PLAIN["small"] + b"\0",
    "cut short": PLAIN["small"][:-100],
    "no end": changed(512 * 14 + 4 * 8, struct.pack("<I", 3)),
    "a circle": changed(512 * 14 + 4 * 12, struct.pack("<I", 11)),
    "outside": changed(512 * 14 + 4, struct.pack("<I", 5000)),
    "twice the same name": changed(DIRECTORY + 2 * 128, entry("WordDocument", 2, 0, 200, -1, 3)),
    "no root": changed(DIRECTORY + 66, b"\2"),
    "entry of no kind": changed(DIRECTORY + 2 * 128 + 66, b"\7"),
    "circle of entries": changed(DIRECTORY + 3 * 128 + 72, struct.pack("<i", 1)),
    "entry outside": changed(DIRECTORY + 3 * 128 + 68, struct.pack("<i", 99)),
    "too long": changed(DIRECTORY + 128 + 120, struct.pack("<I", 5121)),
    "small too long": changed(DIRECTORY + 256 + 120, struct.pack("<I", 300)),
    "none": b"",
    "mark only": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_as_olefile_has_them(name: str) -> None:
    assert by_ours(ODD[name]) == by_library(ODD[name])


def mutants(data: bytes, seed: int) -> Iterator[bytes]:
    """The file with some bytes of its tables changed, or cut short."""
    chance = random.Random(seed)
    tables = [*range(80), *range(max(512, len(data) - 6 * 512), len(data) - 4, 4)]
    for _ in range(150):
        made = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 4))):
            place = chance.choice(tables) + chance.randrange(4)
            made[place] = chance.choice((0, 1, 2, 255, made[place] ^ 1 << chance.randrange(8), chance.randrange(256)))
        yield bytes(made)
    for _ in range(10):
        yield data[:chance.randrange(len(data))]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", PLAIN)
def test_damaged_files_are_as_olefile_has_them(name: str, seed: int) -> None:
    for data in mutants(PLAIN[name], seed):
        assert by_ours(data) == by_library(data)


def test_plain_files_do_not_load_olefile() -> None:
    code = ("import sys; from reportlint.readers import read; "
            "read('x.doc', sys.stdin.buffer.read()); print({'olefile', 'logging'} & set(sys.modules))")
    done = subprocess.run([sys.executable, "-c", code], input=PLAIN["word"], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
