"""Start-up in the browser: what every check needs is loaded before the page says that it is ready."""

from __future__ import annotations

import gc
from importlib import import_module

import reportlint
from desk import Desk
from reportlint.readers import READERS
from reportlint.readers import docx as _docx  # noqa: F401
from reportlint.resources import rule_text


def desk(home: str) -> Desk:
    """A desk on which the form's own model report has been checked once, so that the first report is quick."""
    gc.set_threshold(50_000, 20, 50)
    made = Desk(home)
    made.put("model.md", rule_text("2021/model.md").encode())
    made.check()
    made.shown("text")
    made.take("model.md")
    made.check()
    return made


def readers() -> None:
    """Loads the readers of all formats."""
    for name in READERS.values():
        import_module(f"reportlint.readers.{name}")


def version() -> str:
    return reportlint.__version__
