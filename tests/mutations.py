"""A report's bytes, damaged: what fuzzing starts from and does, by hypothesis and by atheris alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from formats import WRITERS, read_model
from readers.drawing import Page, ofd_of, pdf_of
from readers.word97 import doc_of, row

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
PARTS = {"docx": "word/document.xml", "ofd": "Doc_0/Pages/Page_0/Content.xml"}
"""Of a package the part that is damaged: damage of the zip itself ends at once."""

GARBAGE = (b"", b"\0", b"\xff\xfe", b"-", b"0.5", b"1e9", b"9" * 40, "一〇".encode(), "１２，３４５".encode(),
           "／".encode(), "（三）".encode(), "2024年13月32日".encode(), "\u200b\u202e".encode(), b"|", b"\t", b"\n\n",
           b"<td>", b"</table>", b"&#0;", b"&#xd800;", b"<!--", b"<w:tc>", b"</w:p>", b"]]>",
           b'colspan="0"', b"endstream", b"\x07", b"\r")


@cache
def seeds() -> Mapping[str, bytes]:
    """The model report, whole or in its main parts, by suffix and kind of writing."""
    report = read_model(MODEL)
    made = {f"{name}.{suffix}": write(report).fill()[0] for name, (suffix, write) in WRITERS.items()
            if name != "python-docx"}
    lines = [line for line in MODEL.splitlines() if line and not line.startswith("|")]
    tables = [[[cell.strip() for cell in line.strip("|").split("|")] for line in MODEL.splitlines()
               if line.startswith("|") and "---" not in line]]
    page = Page()
    for number, line in enumerate(lines[:20]):
        page.text(60, 40 + 20 * number, line.lstrip("# ")[:40])
    rows = tables[0][-8:]
    cells = [(r, c, 1, 1, words) for r, line in enumerate(rows) for c, words in enumerate(line)]
    page.table(60, 480, [32.0] * max(map(len, rows)), [30.0] * len(rows), cells)
    made["pdf.pdf"], made["ofd.ofd"] = pdf_of(page, compress=False), ofd_of(page)
    plain = [(line.lstrip("# "), "\r", b"", 0) for line in lines]
    made["doc.doc"] = doc_of(plain + [part for line in rows for part in row(line)])
    made["mhtml.mht"] = (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
                         b"Content-Type: text/html\r\n\r\n" + made["html.html"] + b"\r\n--x--\r\n")
    made["zip.zip"] = packed({"a.md": MODEL.encode()})
    return made


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def inside(name: str, data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A file changed; of a package its main part."""
    with_part = PARTS.get(name.rpartition(".")[2])
    if not with_part:
        return change(data)
    with ZipFile(BytesIO(data)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    key = with_part if with_part in parts else max(parts, key=lambda part: len(parts[part]))
    return packed({**parts, key: change(parts[key])})


Step = tuple[int, int, int, int]
"""What to do, where, how much, with what: any numbers, taken modulo what there is."""


def mutated(data: bytes, steps: list[Step]) -> bytes:
    """The bytes after each step: flipped, cut out, doubled, moved, overwritten with garbage, cut off."""
    for kind, place, size, what in steps:
        if not data:
            break
        start = place % len(data)
        stop = min(len(data), start + 1 + size % 400)
        data = _ACTIONS[kind % len(_ACTIONS)](data, start, stop, what)[:200_000]
    return data


def _moved(data: bytes, start: int, stop: int, what: int) -> bytes:
    rest = data[:start] + data[stop:]
    place = what % (len(rest) + 1)
    return rest[:place] + data[start:stop] + rest[place:]


def _in_a_cell(data: bytes, start: int, stop: int, what: int) -> bytes:
    """Garbage in the place of the next thing that looks like a figure."""
    digits = next((i for i in range(start, min(len(data), start + 2000)) if data[i:i + 1].isdigit()), start)
    return data[:digits] + GARBAGE[what % len(GARBAGE)] + data[digits + 1:]


_ACTIONS: tuple[Callable[[bytes, int, int, int], bytes], ...] = (
    lambda data, start, stop, what: data[:start] + bytes([data[start] ^ (1 << what % 8)]) + data[start + 1:],
    lambda data, start, stop, what: data[:start] + data[stop:],
    lambda data, start, stop, what: data[:stop] + data[start:stop] * (1 + what % 5) + data[stop:],
    lambda data, start, stop, what: data[:start] + GARBAGE[what % len(GARBAGE)] + data[start:],
    _moved,
    _in_a_cell,
    _in_a_cell,
    lambda data, start, stop, what: data[:stop] if what % 7 == 0 else data,
)
