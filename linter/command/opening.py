"""`--open`: the page of findings beside what was checked, shown in the browser: for a file or folder that was dropped
on the command."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from ..configuration.governing import STDIN
from ..errors import UsageError
from ..inputs.files import made_here
from . import console

_NAME = "检查结果"


def prepared(options: Namespace) -> None:
    """Sets the options for a page beside the first path. Raises UsageError."""
    if not options.paths or STDIN in options.paths:
        raise UsageError("--open 要写出报告文件或文件夹")
    options.format = "html"
    options.output_file = options.output_file or _free(options.paths[0])


def _free(path: str) -> str:
    """The page's name beside a file or folder; never that of another's file."""
    folder = os.path.dirname(os.path.abspath(path))
    names = (os.path.join(folder, f"{_NAME}{more}.html") for more in _numbers())
    return next(name for name in names if not os.path.exists(name) or made_here(name))


def _numbers() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in range(2, 1000))


def shown(options: Namespace) -> None:
    """Says where the page is and opens it; that it cannot be opened is no failure of the check."""
    opened = show(options.output_file)
    console.note(f"写入 {options.output_file}" + ("" if opened else "（没有找到能打开它的浏览器，请自行打开）") + "。")


def show(name: str) -> bool:
    """Opens a file as the desktop opens pages; whether it could."""
    try:
        if sys.platform == "win32":
            os.startfile(os.path.abspath(name))
            return True
        import webbrowser

        return webbrowser.open(Path(os.path.abspath(name)).as_uri())
    except Exception:
        return False
