"""What the tests of the page put on it, and what the command line makes of the same files.

REPORTLINT_PAGE names the page that page/build.py made, REPORTLINT_PYODIDE a node_modules folder with what
page/package.json names.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import docx
from formats import WRITERS, read_model
from readers.blocks_font import font
from readers.drawing import Page, assembled, grid_cells, ofd_of, pdf_of
from readers.word97 import doc_of
from reportlint.cli import main
from reportlint.limits import FILE_SIZE

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
MODEL = (ROOT / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
PAGE, MODULES = os.environ.get("REPORTLINT_PAGE", ""), os.environ.get("REPORTLINT_PYODIDE", "")

RUN_IT = "parent.executed=1"
HOSTILE = (f"<script>executed=1;{RUN_IT}</script>", f'"onmouseover="{RUN_IT}', f"' autofocus onfocus='{RUN_IT}", "]]>",
           f"javascript:{RUN_IT}", f"<img src=x onerror={RUN_IT}>", f"</iframe><svg onload={RUN_IT}>",
           f"</script><script>{RUN_IT}</script>", "{{ 7*7 }}", "<!--")


def drawn() -> Page:
    page = Page()
    page.paragraph(60, "某某局2023年政府信息公开工作年度报告", size=16.0, indent=0)
    page.paragraph(100, "本报告统计期限自2023年1月1日起至2023年11月31日止。")
    page.table(90, 200, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    return page


def locked() -> bytes:
    password = b"<" + b"28" * 32 + b">"
    lock = b"<</Filter/Standard/V 1/R 2/O%s/U%s/P -4>>" % (password, password)
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", lock],
                     b"/Encrypt 3 0 R/ID[<00><00>]")


def hostile_word() -> bytes:
    file = docx.Document(io.BytesIO((EXAMPLES / "有错的年报.docx").read_bytes()))
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    inner = [paragraph for cell in cells for paragraph in cell.paragraphs]
    for number, holder in enumerate([*file.paragraphs, *inner]):
        holder.add_run(HOSTILE[number % len(HOSTILE)])
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def written(writer: str, text: str = MODEL) -> bytes:
    return WRITERS[writer][1](read_model(text)).fill()[0]


LAST = re.sub(r"20\d\d", lambda year: str(int(year.group()) - 1), MODEL)
THIS = MODEL.replace("| 47 |", "| 48 |", 1)
RUNS: Mapping[str, Mapping[str, bytes]] = {
    "word": {"有错的年报.docx": (EXAMPLES / "有错的年报.docx").read_bytes()},
    "drop-examples": {file.name: file.read_bytes() for file in sorted(EXAMPLES.iterdir())
                      if file.suffix in (".txt", ".md", ".html") and file.name != "README.md"},
    "years": {"今年.docx": written("docx", THIS), "去年.md": LAST.encode()},
    "clean": {"模范 报告.md": MODEL.encode()},
    "paged": {"页.pdf": pdf_of(drawn(), carried=font()), "版.ofd": ofd_of(drawn())},
    "word97": {f"旧.{suffix}": doc_of([(f"某某局{year}年政府信息公开年度报告", "\r", b"", 0), ("正文。", "\r", b"", 0)])
               for suffix, year in (("doc", 2023), ("wps", 2022))},
    "zip": {"一批.zip": zipped({"甲/报告.docx": written("docx"), "乙/报告.md": THIS.encode(), "坏.docx": b"PK"})},
    "hostile": {"坏<img src=x onerror=executed=1>.docx": hostile_word(), "hostile&amp;.html": written(
        "html", "\n".join(line + (HOSTILE[n % len(HOSTILE)] if line and "|" not in line else "")
                          for n, line in enumerate(THIS.splitlines())))},
    "unreadable": {"坏.docx": b"PK\x03\x04damaged", "加密.pdf": locked(), "扫描.pdf": pdf_of(Page(image=True)),
                   "空.txt": b"", "太大.txt": b"SPARSE", "图.png": b"\x89PNG\r\n\x1a\n" + bytes(90)},
    "fontless": {"字体.pdf": pdf_of(drawn())},
    "folder-dropped": {"年报.md": THIS.encode(), "下级.zip": zipped({"内.md": MODEL.encode()}), "说明.xyz": b"?"},
    "folder-picked": {"年报.md": THIS.encode(), "~$年报.docx": b"lock", "说明.xyz": b"?"},
}
"""What is put on the page together: names and contents. "drop-": dropped; "folder-": by the folder's button."""


def lay(folder: Path, runs: Iterable[str] = RUNS) -> None:
    for run in runs:
        (folder / run).mkdir(parents=True)
        for name, data in RUNS[run].items():
            with open(folder / run / name, "wb") as file:
                file.write(data)
                if data == b"SPARSE":
                    file.truncate(FILE_SIZE + 1)


def commanded(place: Path, run: str, *how: str) -> bytes:
    """What the command line writes about the same files."""
    target = place / f"{run}-{'-'.join(how)}"
    names = [run] if run.startswith("folder-") else sorted(RUNS[run])
    with contextlib.chdir(place / "files" / ("" if run.startswith("folder-") else run)):
        main([*how, "--isolated", "-q", "-o", str(target), *names])
    return target.read_bytes()


def annotated(place: Path, run: str, name: str) -> bytes:
    """What the command line writes into one of them."""
    target = place / "annotated.docx"
    with contextlib.chdir(place / "files" / ("" if run.startswith("folder-") else run)):
        main(["annotate", "--isolated", name, "-o", str(target), "-q"])
    return target.read_bytes()
