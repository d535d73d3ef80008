"""Generated reports as PDF by other programs, in many looks: their tables must be read exactly, cell by cell.

    python tests/printed.py [COUNT]       (default 3 reports in each look)

Chromium prints web pages (borders of every kind, gaps between cells, water marks, vertical labels, paper sizes),
LibreOffice Word files (borders, open sides, fonts, shading, alignment). What is not installed is left out. Prints
how many tables of how many were exact; tables without lines cannot be read as tables and are not here.
"""

from __future__ import annotations

# ruff: noqa: E402
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "readers")]

from formats import Sheet, Written, anchor, extent, laid_out
from generated import found, made, truth, untold

BORDER = "td{border:1px solid #000}"
PAGES = {
    "plain": BORDER, "thick": "td{border:3px solid #000}", "double": "td{border:3px double #000}",
    "thick double": "td{border:12px double #000}",
    "no top": BORDER + "tr:first-child td{border-top:hidden}",
    "dotted": "td{border:1px dotted #000}", "thick dotted": "td{border:3px dotted #000}",
    "dashed": "td{border:1px dashed #000}", "grey": "td{border:1px solid #ccc}", "hair": "td{border:.2px solid #000}",
    "gaps": "table{border-collapse:separate;border-spacing:2px}" + BORDER,
    "no gaps": "table{border-collapse:separate;border-spacing:0}" + BORDER,
    "double frame": "td{border:.5px solid #000}table{border:3px double #000}",
    "landscape": BORDER + "@page{size:A4 landscape}", "A3": BORDER + "@page{size:A3;margin:30mm}",
    "small": BORDER + "table{font-size:6pt}", "large": BORDER + "table{font-size:14pt}",
    "centred": BORDER + "td{text-align:center;vertical-align:middle}",
    "right": BORDER + "td{text-align:right;vertical-align:bottom;padding:0}",
    "spaced": BORDER + "td{letter-spacing:2pt}",
    "white lines": "td{border:1px solid #fff;background:#ddd}",
    "grounds": "table{border-collapse:separate;border-spacing:2px}td{background:#ddd}",
    "black ground": "table{background:#000;border-collapse:separate;border-spacing:1px}td{background:#fff}",
    "round corners": "table{border-collapse:separate;border-spacing:2px}td{border:1px solid #000;border-radius:6px}",
    "thick dashed": "td{border:3px dashed #000}", "very thick": "td{border:8px solid #000}",
    "stamp": BORDER + "body::before{content:'内部资料';position:fixed;top:45%;left:30%;color:#555}",
    "shaded": BORDER + "td{background:#eee}", "whole rows": BORDER + "tr{break-inside:avoid}",
    "vertical labels": BORDER + "td[rowspan='20']{writing-mode:vertical-rl}",
    "slanting water mark": BORDER + "body::before{content:'内部资料';position:fixed;top:45%;left:10%;font-size:60pt;"
                                    "color:#0001;transform:rotate(-30deg)}",
    "level water mark": BORDER + "body::before{content:'内部资料';position:fixed;top:50%;left:40%;color:#eee}",
}
"""Look → its style sheet."""

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
FILES: dict[str, tuple[str, tuple[str, ...], Callable[[str], str]]] = {
    "plain": ('w:val="single" w:sz="4"', SIDES, str), "thick": ('w:val="single" w:sz="24"', SIDES, str),
    "double": ('w:val="double" w:sz="6"', SIDES, str),
    "thick double": ('w:val="double" w:sz="18"', SIDES, str),
    "dotted": ('w:val="dotted" w:sz="8"', SIDES, str),
    "dashed": ('w:val="dashed" w:sz="8"', SIDES, str), "triple": ('w:val="triple" w:sz="4"', SIDES, str),
    "white lines": ('w:val="single" w:sz="8" w:color="FFFFFF"', SIDES,
                    lambda body: body.replace("</w:tcPr>", '<w:shd w:val="clear" w:fill="DDDDDD"/></w:tcPr>')),
    "in the middle": ('w:val="single" w:sz="4"', SIDES,
                      lambda body: body.replace("<w:p>", '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>')),
    "from side to side": ('w:val="single" w:sz="4"', SIDES,
                          lambda body: body.replace("<w:p>", '<w:p><w:pPr><w:jc w:val="distribute"/></w:pPr>')),
    "open sides": ('w:val="single" w:sz="4"', ("top", "bottom", "insideH", "insideV"), str),
    "dark cells": ('w:val="single" w:sz="4"', SIDES,
                   lambda body: body.replace("</w:tcPr>", '<w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>')),
    "large": ('w:val="single" w:sz="4"', SIDES,
              lambda body: body.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="32"/></w:rPr>')),
}
"""Look → the borders, on which sides, and what else is changed in the body."""


def page(report: Written, style: str) -> str:
    head = (f"<!DOCTYPE html><meta charset=utf-8><style>body{{font:12pt/1.5 serif}}p{{text-indent:2em}}"
            f"table{{border-collapse:collapse;width:100%;font-size:9pt}}td{{padding:2px 4px}}{style}</style><body>")
    return head + "".join(_table(block) if isinstance(block, Sheet) else f"<p>{escape(block.text)}</p>"
                          for block in report.blocks)


def _table(sheet: Sheet) -> str:
    rows = []
    for r, line in enumerate(sheet.rows):
        cells = [(box, *extent(sheet, r, c)) for c, box in enumerate(line) if anchor(sheet, r, c)]
        rows.append("".join(f"<td rowspan='{down}' colspan='{across}'>{escape(box.text)}</td>"
                            for box, down, across in cells))
    return "<table><tr>" + "</tr><tr>".join(rows) + "</tr></table>"


def word(report: Written, borders: str, sides: tuple[str, ...], changed: Callable[[str], str]) -> bytes:
    layout = laid_out(report, "docx")
    drawn = "".join(f"<w:{side} {borders}/>" for side in sides)
    body = changed(layout.body).replace("<w:tblPr/>", '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>'
                                        f"{drawn}</w:tblBorders></w:tblPr>")
    for width in {len(sheet.rows[0]) for sheet in report.sheets}:
        body = body.replace(f"<w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>",
                            "<w:tblGrid>" + f'<w:gridCol w:w="{9000 // width}"/>' * width + "</w:tblGrid>")
    return replace(layout, body=body).fill()[0]


def chromium(reports: list[Written], home: Path) -> Iterator[tuple[str, list[bytes]]]:
    for look, style in PAGES.items():
        files = []
        for report in reports:
            (home / "x.html").write_text(page(report, style), "utf-8")
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                            f"--print-to-pdf={home / 'x.pdf'}", (home / "x.html").as_uri()],
                           check=True, capture_output=True, timeout=120)
            files.append((home / "x.pdf").read_bytes())
        yield f"Chromium, {look}", files


def libreoffice(reports: list[Written], home: Path) -> Iterator[tuple[str, list[bytes]]]:
    names = []
    for look, (borders, sides, changed) in FILES.items():
        for number, report in enumerate(reports):
            names.append(home / f"{look} {number}.docx")
            names[-1].write_bytes(word(report, borders, sides, changed))
    subprocess.run(["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to",
                    "pdf", "--outdir", str(home), *map(str, names)], check=True, capture_output=True)
    for look in FILES:
        yield f"LibreOffice, {look}", [(home / f"{look} {n}.pdf").read_bytes() for n in range(len(reports))]


def main(count: int) -> int:
    reports = [made(seed) for seed in range(count)]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        sets = (maker(reports, Path(folder)) for maker, program in ((chromium, "chromium"), (libreoffice, "soffice"))
                if shutil.which(program))
        for look, files in (one for made_by in sets for one in made_by):
            wrong = []
            for number, (data, report) in enumerate(zip(files, reports, strict=True)):
                wanted, got = truth(report, "pdf"), found("x.pdf", data)
                told = len(got) == len(wanted)
                wrong += [(number, table) for table in range(len(wanted)) if not told or (
                    got[table] != wanted[table] and table not in untold("x.pdf", data))]
            bad += len(wrong)
            whole = sum(len(report.sheets) for report in reports)
            print(f"{look}: {whole - len(wrong)} of {whole} tables exact {wrong[:5] or ''}", flush=True)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
