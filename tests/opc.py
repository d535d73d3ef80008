"""A strict reading of a Word file as a package (ISO/IEC 29500-2), written apart from the program's own reading."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

CONTENT_TYPES = "[Content_Types].xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def parts(data: bytes) -> dict[str, bytes]:
    package = ZipFile(BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def strictly_read(data: bytes) -> dict[str, bytes]:
    """The parts of a file, of which all that a strict consumer asks has been found true."""
    package = ZipFile(BytesIO(data))
    assert package.testzip() is None
    names = package.namelist()
    assert len({name.lower() for name in names}) == len(names)
    read = parts(data)
    _typed(read)
    for name, content in read.items():
        if name.endswith((".xml", ".rels")):
            assert b"<!DOCTYPE" not in content
            ET.fromstring(content)
            _declared(content.decode("utf-8"))
        if name.endswith(".rels"):
            _related(name, content, read)
    _comments(read)
    return read


def _typed(read: dict[str, bytes]) -> None:
    """Every part has a type, every part named there is there, none twice."""
    items = list(ET.fromstring(read[CONTENT_TYPES]))
    defaults = {item.get("Extension", "").lower() for item in items} - {""}
    named = [item.get("PartName", "").lstrip("/").lower() for item in items if item.get("PartName")]
    assert len(set(named)) == len(named)
    there = {name.lower() for name in read}
    assert set(named) <= there
    untyped = {name for name in there - set(named) - {CONTENT_TYPES.lower()}
               if not name.endswith("/") and name.rpartition(".")[2] not in defaults}
    assert untyped == set()


def _related(name: str, content: bytes, read: dict[str, bytes]) -> None:
    """Every relation has an id of its own and leads to a part."""
    folder = posixpath.dirname(posixpath.dirname(name))
    items = list(ET.fromstring(content))
    assert len({item.get("Id") for item in items}) == len(items)
    for item in items:
        if item.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
            assert target.lower() in {part.lower() for part in read}, target


def _declared(text: str) -> None:
    """Prefixes that a part says may be ignored are declared in it: Word refuses a file where they are not."""
    for prefixes in re.findall(r'\bIgnorable="([^"]*)"', text):
        assert [prefix for prefix in prefixes.split() if f"xmlns:{prefix}=" not in text] == []


def _comments(read: dict[str, bytes]) -> None:
    """Every comment has one beginning, one end behind it, one reference behind that; none has any without a comment."""
    body = next((read[name] for name in read if name.endswith("word/document.xml")), b"<a/>")
    marks: dict[str, list[str]] = {}
    for element in ET.fromstring(body).iter():
        name = element.tag.rpartition("}")[2]
        if name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            key = next(value for key, value in element.attrib.items() if key.endswith("}id"))
            marks.setdefault(key, []).append(name)
    assert all(line == ["commentRangeStart", "commentRangeEnd", "commentReference"] for line in marks.values()), marks
    said = Counter(next(value for key, value in item.attrib.items() if key.endswith("}id"))
                   for name in read if re.search(r"comments\d*\.xml$", name) for item in ET.fromstring(read[name]))
    assert set(said) == set(marks)
    assert set(said.values()) <= {1}
