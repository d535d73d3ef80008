"""Generated reports in every kind of file: their tables must be read exactly, cell by cell.

    python tests/generated.py [COUNT]       (default 200 reports of each kind)

Figures, the length of the text (so where pages break) and merged cells are drawn by a fixed seed. PDF and OFD
pages are cut between rows, through rows and through merged labels. Where LibreOffice is installed its .docx,
.doc, .html, .pdf of the same reports, and what it makes of those, are read too; where Chromium is installed,
pages as it saves them (.mht). Prints how many tables of how many were exact.
"""

from __future__ import annotations

# ruff: noqa: E402
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "readers")]

from drawing import Page, broken, ofd_of, pdf_of
from formats import _FIGURE, Box, Sheet, Words, Written, _top, _zipped, anchor, extent, laid_out, read_model
from mutations import MODEL
from programs import CHAINS, CHROMIUM, SOFFICE, resaved, saved_pages
from reportlint.model import Grid
from reportlint.readers import read
from word97 import PARAGRAPH, doc_of, row

SIZE, PITCH, MARGIN, BOTTOM = 9, 10.8, 60.0, 780.0
FILL = "依法公开各类信息，及时答复申请，未发生泄密，公众反映良好。"


def made(seed: int, merging: bool = True) -> Written:
    """A report with other figures, longer or shorter text and some cells merged."""
    chance = random.Random(seed)
    blocks: list[Words | Sheet] = []
    for block in read_model(MODEL).blocks:
        if isinstance(block, Words):
            blocks.append(Words(block.text + ("" if block.level else FILL * chance.randrange(12)), block.level))
        else:
            sheet = _figured(block, chance)
            blocks.append(_merged(sheet, chance) if merging else sheet)
    return Written(tuple(blocks))


def _figured(sheet: Sheet, chance: random.Random) -> Sheet:
    new = {box: Box(str(chance.choice((0, chance.randrange(100), chance.randrange(100_000)))))
           for line in sheet.rows for box in line if _FIGURE.fullmatch(box.text)}
    return Sheet(tuple(tuple(new.get(box, box) for box in line) for line in sheet.rows))


def _merged(sheet: Sheet, chance: random.Random) -> Sheet:
    rows = [list(line) for line in sheet.rows]
    for _ in range(3):
        down, across = chance.choice(((1, 2), (2, 1), (2, 2), (1, 3), (3, 1)))
        r, c = chance.randrange(len(rows) - down + 1), chance.randrange(len(rows[0]) - across + 1)
        slots = [(r + i, c + j) for i in range(down) for j in range(across)]
        taken = {rows[i][j] for i, j in slots}
        single = all(sum(line.count(box) for line in rows) == 1 for box in taken) and len(taken) == len(slots)
        if single and all(_FIGURE.fullmatch(box.text) for box in taken):
            whole = Box(rows[r][c].text)
            for i, j in slots:
                rows[i][j] = whole
    return Sheet(tuple(map(tuple, rows)))


# ---- pages ------------------------------------------------------------------------------------------


class Press:
    """Sets a report on pages."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.pages, self.y = chance, [Page()], MARGIN

    def turn(self) -> None:
        self.pages.append(Page())
        self.y = MARGIN

    def words(self, text: str) -> None:
        for line in broken("　　" + text, 475 / 12):
            if self.y + 18 > BOTTOM:
                self.turn()
            self.pages[-1].text(MARGIN, self.y, line, 12)
            self.y += 18

    def table(self, sheet: Sheet) -> None:
        width = len(sheet.rows[0])
        widths = {10: [30, 60, 91, *[42] * 7]}.get(width, [475 / width] * width)
        xs = [MARGIN + sum(widths[:i]) for i in range(width + 1)]
        lines: dict[Box, list[str]] = {}
        for r, line in enumerate(sheet.rows):
            for c, box in enumerate(line):
                if anchor(sheet, r, c):
                    room = (xs[c + extent(sheet, r, c)[1]] - xs[c] - 6) / SIZE
                    lines[box] = list(broken(box.text, room))
        piece: list[tuple[int, int]] = []  # (row, lines of text) on this page
        for r, line in enumerate(sheet.rows):
            if piece and self._room(piece) < 6 * _tied(sheet, r):
                piece = self._turned(sheet, piece, xs, lines)
            rest = max([1, *(len(lines[b]) for b in line if extent_of(sheet, b) == 1)])
            while rest:
                fits = self._room(piece)
                if rest <= fits:
                    piece.append((r, rest))
                    rest = 0
                    continue
                if fits >= 1 and rest > 1 and self.chance.random() < 0.7:
                    piece.append((r, fits))
                    rest -= fits
                piece = self._turned(sheet, piece, xs, lines)
        self._draw(sheet, piece, xs, lines)

    def _room(self, piece: list[tuple[int, int]]) -> int:
        """How many lines of a cell there is room for below those rows."""
        return int((BOTTOM - self.y - sum(height(count) for _, count in piece) - 6) // PITCH)

    def _turned(self, sheet: Sheet, piece: list[tuple[int, int]], xs: list[float],
                lines: dict[Box, list[str]]) -> list[tuple[int, int]]:
        """The rows drawn and the page turned: none are on the next yet."""
        self._draw(sheet, piece, xs, lines)
        self.turn()
        return []

    def _draw(self, sheet: Sheet, piece: list[tuple[int, int]], xs: list[float], lines: dict[Box, list[str]]) -> None:
        if not piece:
            return
        page, tops = self.pages[-1], [self.y]
        for _, count in piece:
            tops.append(tops[-1] + height(count))
        for box in dict.fromkeys(b for r, _ in piece for b in sheet.rows[r]):
            held = [i for i, (r, _) in enumerate(piece) if box in sheet.rows[r]]
            columns = [c for c, b in enumerate(sheet.rows[piece[held[0]][0]]) if b is box]
            left, right, top, bottom = xs[columns[0]], xs[columns[-1] + 1], tops[held[0]], tops[held[-1] + 1]
            page.lines += [(left, top, right, top), (left, bottom, right, bottom), (left, top, left, bottom),
                           (right, top, right, bottom)]
            count = int((bottom - top - 6) / PITCH + 0.01)
            for number, words in enumerate(lines[box][:count]):
                page.text(left + 3, top + 3 + number * PITCH, words, SIZE)
            del lines[box][:count]
        self.y = tops[-1] + 12


def _tied(sheet: Sheet, r: int) -> int:
    """How many rows a figure in this row goes on over: a page cannot say whose blank cell is below it."""
    return max(sum(box in line for line in sheet.rows[r:]) - 1 if _FIGURE.fullmatch(box.text) else 0
               for box in sheet.rows[r])


def height(count: int) -> float:
    return count * PITCH + 6


def extent_of(sheet: Sheet, box: Box) -> int:
    """How many rows a cell is high."""
    return sum(box in line for line in sheet.rows)


def pages(report: Written, seed: int) -> list[Page]:
    press = Press(random.Random(seed))
    for block in report.blocks:
        press.table(block) if isinstance(block, Sheet) else press.words(block.text)
    return press.pages


# ---- the kinds of file ------------------------------------------------------------------------------


def word97(report: Written, _: int) -> bytes:
    paragraphs = []
    for block in report.blocks:
        if isinstance(block, Words):
            paragraphs.append((block.text, PARAGRAPH, b"", 0))
            continue
        for r, line in enumerate(block.rows):
            heads = [c for c, box in enumerate(line) if not c or line[c - 1] is not box]
            flags = [0 if extent_of(block, line[c]) == 1 else 0x60 if _top(block, r, c) else 0x20 for c in heads]
            texts = [line[c].text if _top(block, r, c) else "" for c in heads]
            paragraphs += row(texts, [600 * c for c in (*heads, len(line))], flags)
    return doc_of(paragraphs)


def mhtml(report: Written, _: int) -> bytes:
    from base64 import b64encode

    page = laid_out(report, "html").fill()[0]
    return (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + b64encode(page) + b"\r\n--b--\r\n")


def _by(name: str) -> Callable[[Written, int], bytes]:
    return lambda report, _: laid_out(report, name).fill()[0]


KINDS: dict[str, tuple[str, Callable[[Written, int], bytes]]] = {
    "txt": ("txt", _by("cells")), "md": ("md", _by("md-repeated")), "html": ("html", _by("html-pieces")),
    "docx": ("docx", _by("docx")), "doc": ("doc", word97), "mhtml": ("mht", mhtml),
    "pdf": ("pdf", lambda report, seed: pdf_of(*pages(report, seed))),
    "ofd": ("ofd", lambda report, seed: ofd_of(*pages(report, seed))),
    "zip": ("zip", lambda report, _: _zipped({"某局.docx": laid_out(report, "docx").fill()[0]})),
}


def truth(report: Written, kind: str) -> list[list[list[str]]]:
    """The words of every slot; in plain text, which keeps no merged cells, those of every cell as written."""
    if kind != "txt":
        return [[[box.text for box in line] for line in sheet.rows] for sheet in report.sheets]
    return [[[box.text if _top(sheet, r, c) else "" for c, box in enumerate(line) if not c or line[c - 1] is not box]
             for r, line in enumerate(sheet.rows)] for sheet in report.sheets]


def found(name: str, data: bytes) -> list[list[list[str]]]:
    """The tables that the reader finds; of an archive, those of its only member."""
    if name.endswith(".zip"):
        name, data = _member(name, data)
    grids = [block for block in read(name, data).blocks if isinstance(block, Grid)]
    return [[["".join(cell.text.value.split()) for cell in line] for line in grid.rows] for grid in grids]


def _member(name: str, data: bytes) -> tuple[str, bytes]:
    """By the way that the command goes."""
    from reportlint.inputs import archives, files

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/{name}"
        Path(path).write_bytes(data)
        member, = archives.expand(files.find([path], files.Wanted((".zip", ".docx"))), files.Wanted((".docx",))).names
        return member, archives.load(member, 1 << 26)


def wrong(kind: str, name: str, data: bytes, report: Written) -> Iterator[int]:
    """The numbers of the tables that are not exact."""
    wanted, got = truth(report, kind), found(name, data)
    yield from (n for n, table in enumerate(wanted) if len(got) != len(wanted) or got[n] != table)


def untold(name: str, data: bytes) -> set[int]:
    """The numbers of the tables of which the reader says that cells may be others than the author's: figures merged
    over rows that a page break cut between two rows, for the page shows a blank cell below a border there."""
    grids = [block for block in read(name, data).blocks if isinstance(block, Grid)]
    return {number for number, grid in enumerate(grids) if grid.unread}


def sets(reports: list[Written]) -> Iterator[tuple[str, list[bytes], str]]:
    """What every kind of file is called, the files, and their suffix."""
    for kind, (suffix, make) in KINDS.items():
        yield kind, [make(report, seed) for seed, report in enumerate(reports)], suffix
    if SOFFICE:
        for kind, files in resaved(reports):
            yield kind, files, CHAINS[kind][-1]
    if CHROMIUM:
        pages = [KINDS["html"][1](report, seed) for seed, report in enumerate(reports)]
        yield "mhtml by Chromium", list(saved_pages(pages)), "mht"


def main(count: int) -> int:
    reports = [made(seed) for seed in range(count)]
    bad = 0
    for kind, files, suffix in sets(reports):
        inexact = [(n, table) for n, (data, report) in enumerate(zip(files, reports, strict=True))
                   for table in wrong(kind, f"{n}.{suffix}", data, report)]
        faults = [(n, table) for n, table in inexact
                  if table not in untold(f"{n}.{suffix}", files[n])]
        bad += len(faults)
        whole, open_ones = sum(len(report.sheets) for report in reports), len(inexact) - len(faults)
        print(f"{kind}: {whole - len(inexact)} of {whole} tables exact"
              + f", {open_ones} said to be unread" * bool(open_ones),
              faults[:5] or "", flush=True)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
