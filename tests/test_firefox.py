"""The page in an unchanged Firefox ESR: opened from disk, it gives what the command line gives, byte for byte.

Fewer things are tried here than in tests/test_page.py, which see for the page and the node_modules; REPORTLINT_FIREFOX
names the browser, if it is not `firefox-esr`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from desk_runs import MODULES, PAGE, RUNS, annotated, commanded, lay

FIREFOX = os.environ.get("REPORTLINT_FIREFOX", "") or shutil.which("firefox-esr") or ""
pytestmark = pytest.mark.skipif(not (PAGE and MODULES and FIREFOX), reason="没有指明页面、node_modules 或 Firefox")

READY, SLACK = 5.0, 4
"""Seconds to start on a machine at rest; a busy one is given SLACK times that."""
TRIED = ("word", "drop-examples", "paged", "word97", "years", "hostile", "unreadable")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firefox")
    (folder / "seen").mkdir()
    lay(folder / "files", TRIED)
    return folder


@pytest.fixture(scope="module")
def seen(place: Path) -> dict[str, Any]:
    script = Path(__file__).resolve().parent / "page" / "firefox.mjs"
    command = ["node", str(script), PAGE, FIREFOX, str(place / "files"), str(place / "seen")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_starts(seen: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{seen['version']}: page ready after {seen['ready'] / 1000:.1f} s")
    assert seen["able"] == "可以开始了：请选择报告。"
    assert seen["ready"] < READY * 1000 * SLACK


@pytest.mark.parametrize("run", TRIED)
def test_what_it_gives_is_the_command_lines(run: str, place: Path, seen: dict[str, Any]) -> None:
    assert seen["runs"][run]["downloads"][:2] == ["检查结果.html", "检查结果.txt"]
    for form, id in (("html", "save-html"), ("text", "save-text")):
        assert (place / "seen" / run / id).read_bytes() == commanded(place, run, "-f", form)
    for number, name in enumerate(sorted(RUNS[run]) if run not in ("unreadable", "years") else ()):  # each by itself
        assert (place / "seen" / run / f"word-{number}").read_bytes() == annotated(place, run, name)


def test_it_shows_the_whole_report(seen: dict[str, Any]) -> None:
    assert all(run["whole"] and "检查结果" in run["view"] for run in seen["runs"].values())


def test_a_drop_is_wanted(seen: dict[str, Any]) -> None:
    assert seen["effect"] == "copy"


def test_nothing_leaves_and_nothing_of_a_report_runs(seen: dict[str, Any]) -> None:
    assert seen["control"] == ["/control"]  # the server hears what is sent
    assert seen["requests"] == []
    assert len(seen["leaks"]) == 5
    assert set(seen["leaks"].values()).isdisjoint({"sent"})
    assert seen["executed"] == []
    assert [error for error in seen["errors"] if "blocked" not in error] == []
