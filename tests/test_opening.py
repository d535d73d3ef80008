"""`--open`: the page beside what was checked, and the browser, which no test really starts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

import pytest
from reportlint.cli import main
from reportlint.command import opening

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NAME = "检查结果.html"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(opening, "show", lambda name: bool(names.append(name)) or True)
    (tmp_path / "报告").mkdir()
    shutil.copy(EXAMPLES / "有错的年报.docx", tmp_path / "报告")
    return names


def test_a_file_and_a_folder(seen: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    assert main(["--open", str(folder)]) == 1
    assert main(["--open", str(folder / "有错的年报.docx")]) == 1
    assert seen == [str(tmp_path / NAME), str(folder / NAME)]
    assert "T3-ROW" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_twice_is_once_and_the_page_is_no_report(seen: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "报告"
    assert main(["--open", str(folder / "有错的年报.docx")]) == 1
    first = (folder / NAME).read_bytes()
    assert main(["--open", str(folder / "有错的年报.docx")]) == 1
    assert (folder / NAME).read_bytes() == first
    assert main(["--open", str(folder)]) == 1
    assert "\"r2\"" not in (tmp_path / NAME).read_text(encoding="utf-8")


def test_another_file_of_that_name_stays(seen: list[str], tmp_path: Path) -> None:
    other = tmp_path / "报告" / NAME
    other.write_text("别人的", encoding="utf-8")
    assert main(["--open", str(tmp_path / "报告" / "有错的年报.docx")]) == 1
    assert other.read_text(encoding="utf-8") == "别人的"
    assert seen == [str(other.with_name("检查结果-2.html"))]


@pytest.mark.parametrize("arguments", [["--open"], ["--open", "-"]])
def test_nothing_to_stand_beside(seen: list[str], arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "--open" in capfd.readouterr().err
    assert seen == []


def test_no_browser_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
                                  capfd: pytest.CaptureFixture[str]) -> None:
    tried: list[str] = []
    monkeypatch.setattr(opening.sys, "platform", "linux")
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(tried.append(address)))
    shutil.copy(EXAMPLES / "有错的年报.docx", tmp_path)
    assert main(["--open", str(tmp_path / "有错的年报.docx")]) == 1
    assert tried == [(tmp_path / NAME).as_uri()]
    assert "请自行打开" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="windows opens files by itself")
def test_the_desktops_opener_gets_the_page(tmp_path: Path) -> None:
    """The command as a file manager starts it: another folder, a name with blanks and signs."""
    opener, folder = tmp_path / "opener", tmp_path / "年 报&告"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/opened"\n')
    opener.chmod(0o755)
    folder.mkdir()
    shutil.copy(EXAMPLES / "有错的年报.docx", folder / "a b.docx")
    done = subprocess.run([sys.executable, "-m", "reportlint", "--open", str(folder / "a b.docx")], cwd="/",
                          env={**os.environ, "BROWSER": f"{opener} %s", "PYTHONUTF8": "1"}, capture_output=True)
    assert done.returncode == 1, done.stderr
    for _ in range(100):
        if (tmp_path / "opened").exists() and (tmp_path / "opened").read_text():
            break
        time.sleep(.05)
    assert (tmp_path / "opened").read_text() == (folder / NAME).as_uri()


def test_windows_opens_it_by_its_full_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[str] = []
    monkeypatch.setattr(opening.sys, "platform", "win32")
    monkeypatch.setattr(opening.os, "startfile", opened.append, raising=False)
    monkeypatch.chdir(tmp_path)
    assert opening.show(NAME)
    assert opened == [str(tmp_path / NAME)]


def test_a_page_of_any_name_is_no_report_in_a_later_run(seen: list[str], tmp_path: Path,
                                                        capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "报告"
    assert main(["-f", "html", "-o", str(folder / "结果.html"), str(folder)]) == 1
    capfd.readouterr()
    assert main([str(folder)]) == 1
    assert "检查了1份报告" in capfd.readouterr().err
