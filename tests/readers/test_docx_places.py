"""A comment at every paragraph and cell that the reader finds, in all cases of docx/: each at its words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
import word_files as make
from reportlint.annotate import annotate
from reportlint.errors import ReadError
from reportlint.findings import Finding, Level, Place
from reportlint.model import Grid, Source, Text
from reportlint.readers.docx import read
from test_docx import CASES, DRESSES, case

NOT_AS_WRITTEN = {"boxes", "fields", "hidden", "runs", "tracked"}
"""Cases whose words as read are not those of w:t: in boxes, hidden, of fields, run on from a deleted end."""


def texts(source: Source) -> Iterator[Text]:
    for block in source.blocks:
        if isinstance(block, Grid):
            yield from {id(cell): cell.text for row in block.rows for cell in row}.values()
        else:
            yield block.text


def findings(source: Source) -> list[Finding]:
    return [Finding("X-1", Level.ERROR, str(number), Place(text.origin())) for number, text in enumerate(texts(source))]


def parts(data: bytes) -> dict[str, bytes]:
    package = ZipFile(BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def unmarked(document: bytes) -> str:
    """The body without what comments add, read by patterns and not as the program does it."""
    marks = r"<w:commentRange(Start|End)[^>]*/>|<w:r[^>]*><w:commentReference [^>]*/></w:r>"
    return plain(re.sub(marks, "", document.decode()))


def plain(document: str) -> str:
    """The body with all blank paragraphs written alike."""
    return re.sub(r"<([\w:]*\bp)((?: [^<>]*)?)></\1>", r"<\1\2/>", document)


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def marked(document: bytes) -> dict[str, str]:
    """Comment id → the words of the paragraph around its range."""
    found = {}
    for paragraph in (element for element in ET.fromstring(document).iter() if local(element) == "p"):
        words = "".join(item.text or "" for item in paragraph.iter() if local(item) == "t")
        for item in paragraph:
            if local(item) == "commentRangeStart":
                found[attribute(item, "id")] = words
    return found


def said(comments: bytes) -> dict[str, list[int]]:
    """Comment id → the numbers of the findings in it."""
    return {attribute(item, "id"): [int(n) for n in re.findall(r"】(\d+)。", "".join(item.itertext()))]
            for item in ET.fromstring(comments)}


@pytest.mark.parametrize("dress", ["usual", "strict", "renamed"])
@pytest.mark.parametrize("name", CASES)
def test_comment_at_every_place(name: str, dress: str) -> None:
    change: Callable[[str], str | bytes] = DRESSES[dress]
    before = {key: change(text) for key, text in case(name).items()}
    data = make.zipped(before)
    source = read("", data)
    made = annotate(data, findings(source))
    after = parts(made.data)
    words = [text.value for text in texts(source)]

    assert read("", made.data).blocks == source.blocks
    assert unmarked(after["word/document.xml"]) == plain(str(before["word/document.xml"]))
    at, notes = marked(after["word/document.xml"]), said(after["word/comments.xml"])
    assert at.keys() == notes.keys()
    assert len(at) == made.comments
    assert sorted(number for numbers in notes.values() for number in numbers) == list(range(len(words)))
    if name not in NOT_AS_WRITTEN:
        squeezed = {key: "".join(text.split()) for key, text in at.items()}
        wrong = [(squeezed[key], words[number]) for key, numbers in notes.items() for number in numbers
                 if squeezed[key] not in "".join(words[number].split()) and words[number]]
        assert wrong == []
    for key in before.keys() - {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}:
        assert after[key] == str(before[key]).encode()
    assert annotate(made.data, findings(source)).data == made.data


def test_wide_body_is_refused() -> None:
    data = make.zipped({key: make.wide(text) for key, text in case("runs").items()})
    with pytest.raises(ReadError, match="UTF-8"):
        annotate(data, findings(read("", data)))
