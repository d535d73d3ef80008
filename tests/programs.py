"""Generated reports as programs save them: LibreOffice in one format after another, Chromium as one file."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from os import close, fdopen, pipe
from pathlib import Path
from typing import Any

from formats import Written, laid_out

CHAINS: dict[str, tuple[str, ...]] = {
    "docx by LibreOffice": ("docx",), "doc by LibreOffice": ("doc",), "pdf by LibreOffice": ("pdf",),
    "html by LibreOffice": ("html",), "docx from odt": ("odt", "docx"), "docx from doc": ("doc", "docx"),
    "html from doc": ("doc", "html"),
}
"""Name → what LibreOffice is asked to save the .docx as, one after the other."""
SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium")


def ruled(report: Written) -> bytes:
    """As .docx with borders and widths, so that LibreOffice has something to draw."""
    layout = laid_out(report, "docx")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    body = layout.body.replace("<w:tblPr/>", f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{borders}'
                               "</w:tblBorders></w:tblPr>")
    for width in {len(sheet.rows[0]) for sheet in report.sheets}:
        column = f'<w:gridCol w:w="{9000 // width}"/>'
        body = body.replace(f"<w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>",
                            f"<w:tblGrid>{column * width}</w:tblGrid>")
    return replace(layout, body=body).fill()[0]


def resaved(reports: Sequence[Written], chains: Sequence[str] = tuple(CHAINS)) -> Iterator[tuple[str, list[bytes]]]:
    """What LibreOffice makes of the reports, chain by chain."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number, report in enumerate(reports):
            (home / f"{number}.docx").write_bytes(ruled(report))
        for chain in chains:
            source, suffixes = home, ("docx", *CHAINS[chain])
            for step in range(1, len(suffixes)):
                target = home / "-".join(suffixes[:step + 1])
                if not target.exists():
                    _convert(home, [source / f"{n}.{suffixes[step - 1]}" for n in range(len(reports))],
                             suffixes[step], target)
                source = target
            yield chain, [(source / f"{n}.{suffixes[-1]}").read_bytes() for n in range(len(reports))]


def _convert(home: Path, files: Sequence[Path], suffix: str, target: Path) -> None:
    subprocess.run(["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless",
                    "--convert-to", suffix, "--outdir", str(target), *map(str, files)],
                   check=True, capture_output=True)


# ---- a page as Chromium saves it ----------------------------------------------------------------------


def saved_pages(pages: Sequence[bytes]) -> Iterator[bytes]:
    """Pages as one file each (.mht), as Chromium saves them."""
    with tempfile.TemporaryDirectory() as folder, _browser(Path(folder)) as browser:
        for number, page in enumerate(pages):
            place = Path(folder) / f"{number}.html"
            place.write_bytes(page)
            yield browser.snapshot(place.as_uri()).encode()


class _Browser:
    """A Chromium that is told what to do through a pipe (Chrome DevTools Protocol)."""

    def __init__(self, commands: Any, answers: Any) -> None:
        self._commands, self._answers, self._count = commands, answers, 0

    def snapshot(self, address: str) -> str:
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable", session)
        self._ask("Page.navigate", session, url=address)
        self._await("Page.loadEventFired")
        data: str = self._ask("Page.captureSnapshot", session, format="mhtml")["data"]
        self._ask("Target.closeTarget", targetId=target)
        return data

    def _ask(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while (answer := self._answer()).get("id") != self._count:
            pass
        return dict(answer["result"])

    def _await(self, event: str) -> None:
        while self._answer().get("method") != event:
            pass

    def _answer(self) -> dict[str, Any]:
        parts = []
        while (byte := self._answers.read(1)) != b"\0":
            if not byte:
                raise EOFError("Chromium has gone")
            parts.append(byte)
        return dict(json.loads(b"".join(parts)))


@contextmanager
def _browser(home: Path) -> Iterator[_Browser]:
    from_us, to_them = pipe()
    from_them, to_us = pipe()
    shell = f"exec chromium --headless --no-sandbox --disable-gpu --user-data-dir={home}/profile " \
            f"--remote-debugging-pipe about:blank 3<&{from_us} 4>&{to_us}"
    process = subprocess.Popen(["bash", "-c", shell], pass_fds=(from_us, to_us), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    close(from_us)
    close(to_us)
    try:
        with fdopen(to_them, "wb") as commands, fdopen(from_them, "rb") as answers:
            yield _Browser(commands, answers)
    finally:
        process.terminate()
        process.wait(30)
