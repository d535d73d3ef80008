"""How fast reports are read, beside what one would use instead: run by hand.

    python tests/bench_readers.py [FILE or FOLDER…]      (default: examples/)

PDF beside pdfplumber's find_tables, Word beside the text of every cell by python-docx's row.cells, .doc
beside a warm LibreOffice that writes its text (a run over many copies less a run over one, so that its start
does not count; with the tables, as .docx, it takes twice as long). What is not installed is said. Ratios only:
times are another machine's. Both sides get the same bytes; the least processor time of several counts, of
LibreOffice that of all its processes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from reportlint.readers import SUFFIXES, read

ROUNDS = 5
SECONDS = 0.5  # of processor time at least, so that the quick one is not timed for a moment only
MANY = 60  # copies of a file in one run of LibreOffice: enough for its start not to matter


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time that the work takes at its best, after one time to warm up."""
    work()
    times: list[float] = []
    while len(times) < rounds or sum(times) < SECONDS:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def row_cells(data: bytes) -> object:
    from docx import Document

    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(BytesIO(data)).tables]


def find_tables(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        return [page.find_tables() for page in document.pages]


def office(path: Path) -> float:
    """Processor time that a warm LibreOffice takes for the file: a run over many copies less a run over one."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copies = [shutil.copy(path, home / f"{number}{path.suffix}") for number in range(MANY + 1)]
        command = ["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless",
                   "--convert-to", "txt:Text", "--outdir", str(home / "out")]

        def run(files: Sequence[object]) -> float:
            before = os.times()
            subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=600)
            after = os.times()
            return (after.children_user + after.children_system) - (before.children_user + before.children_system)

        run(copies[:1])
        one, all_of_them = (min(run(files) for _ in range(3)) for files in (copies[:1], copies))
        return max((all_of_them - one) / MANY, 1e-9)


def rivals(path: Path, data: bytes) -> tuple[str, Callable[[], float]] | None:
    match SUFFIXES.get(path.suffix.lower()):
        case "word":
            return "python-docx row.cells", lambda: best(lambda: row_cells(data))
        case "pdf":
            return "pdfplumber find_tables", lambda: best(lambda: find_tables(data), 3)
        case "word97":
            return "LibreOffice, warm", lambda: office(path)
    return None


def measured(path: Path) -> str:
    """One line: the file, the rival, how many times longer that takes."""
    data = path.read_bytes()
    rival = rivals(path, data)
    if rival is None:
        return ""
    name, theirs = rival
    try:
        longer = theirs()
    except ImportError as error:
        return f"{path.name}: {error.name} is not installed"
    except FileNotFoundError:
        return f"{path.name}: soffice is not installed"
    return f"{path.name}: {name} takes {longer / best(lambda: read(path.name, data)):.1f} times as long"


def files(arguments: Sequence[str]) -> Iterator[Path]:
    default = Path(__file__).resolve().parents[1] / "examples"
    for place in map(Path, arguments or [str(default)]):
        yield from sorted(file for file in place.rglob("*") if file.is_file()) if place.is_dir() else [place]


if __name__ == "__main__":
    for file in files(sys.argv[1:]):
        if line := measured(file):
            print(line, flush=True)
