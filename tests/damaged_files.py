"""Files of every format damaged at random: bytes changed, lost, doubled, files cut, parts of packages damaged within.

    python tests/damaged_files.py 600      # so many of each format, by a fixed seed

Each is checked as a whole (`reportlint.lint_bytes`): it gives a report or one sentence (ReadError), in bounded time.
What came of them is printed, the numbers of those of which anything else came. The file at hand lies in the current
folder as `damaged-FORMAT`: it stays there where the process does not live to the end.
"""

import base64
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from formats import WRITERS, read_model
from readers.drawing import Page, ofd_of, pdf_of
from readers.word97 import doc_of
from reportlint import lint_bytes
from reportlint.errors import ReadError

SECONDS = 5
MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")


def _written(writer: str) -> bytes:
    return WRITERS[writer][1](read_model(MODEL)).fill()[0]


def _page() -> Page:
    page = Page()
    page.text(90, 60, "2023年政府信息公开工作年度报告", 18)
    page.paragraph(100, "一、总体情况。本年度收到政府信息公开申请3件，办结3件。")
    page.table(90, 200, [120, 80, 80], [20, 20], [
        (row, column, 1, 1, f"{row}{column}") for row in range(2) for column in range(3)])
    return page


def _mhtml() -> bytes:
    body = base64.encodebytes(_written("html"))
    return (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n"
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body + b"\r\n--x--\r\n")


def _doc() -> bytes:
    return doc_of([(line, "\r", b"", 0) for line in MODEL.splitlines()[:80]])


SEEDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "txt": ("a.txt", lambda: _written("cells")), "md": ("a.md", MODEL.encode),
    "html": ("a.html", lambda: _written("html")),
    "docx": ("a.docx", lambda: _written("docx")), "doc": ("a.doc", _doc),
    "pdf": ("a.pdf", lambda: pdf_of(_page(), _page())),
    "plain-pdf": ("a.pdf", lambda: pdf_of(_page(), compress=False)), "ofd": ("a.ofd", lambda: ofd_of(_page(), _page())),
    "mht": ("a.mht", _mhtml), "rtf": ("a.rtf", lambda: b"{\\rtf1\\ansi " + b"\\u25919?" * 500 + b"\\par}"),
}


_NUMBERS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0")
_MARKS = (b"<", b">", b"&", b"\0", b"99999999999", b"-1", b"]]>", b"</", b"\xed\xa0\x80")


def damaged(data: bytes, chance: random.Random, inside: bool = True) -> bytes:
    """The file with something wrong; of a package maybe one of its parts, packed again as if it were whole."""
    if inside and data.startswith(b"PK") and chance.random() < 0.6:
        return _repacked(data, chance)
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        place = chance.randrange(len(made) or 1)
        match chance.randrange(6):
            case 0:
                made[place:place + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[place:place + chance.choice((1, 2, 100, 2000))]
            case 2:
                made[place:place] = made[place:place + chance.choice((1, 8, 500))]
            case 3:
                made[place:place + 4] = chance.choice(_NUMBERS)
            case 4:
                made[place:place] = chance.choice(_MARKS)
            case _ if chance.random() < 0.2:
                del made[chance.randrange(len(made) or 1):]
    return bytes(made)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, chance, False) if name == chosen else part)
    return buffer.getvalue()


def files(kind: str, count: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files of a format, always the same ones."""
    name, made = SEEDS[kind]
    data = made()
    for number in range(count):
        yield name, damaged(data, random.Random(f"{kind}-{number}"))


def outcome(name: str, data: bytes) -> str:
    """"read", "refused", or what went wrong."""
    began = time.process_time()
    try:
        lint_bytes(name, data)
        said = "read"
    except ReadError as error:
        said = "refused" if error.reason and "\n" not in error.reason else f"not one sentence: {error.reason!r}"
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
    return said if time.process_time() - began < SECONDS else f"{said}, in {time.process_time() - began:.1f} s"


def main() -> None:
    for kind in sys.argv[2:] or SEEDS:
        found: dict[str, list[int]] = {}
        for number, (name, data) in enumerate(files(kind, int(sys.argv[1]))):
            Path(f"damaged-{kind}").write_bytes(data)
            found.setdefault(outcome(name, data), []).append(number)
        Path(f"damaged-{kind}").unlink(missing_ok=True)
        shown = {said: len(numbers) if said in ("read", "refused") else numbers for said, numbers in found.items()}
        sys.stdout.write(f"{kind}: {shown}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
