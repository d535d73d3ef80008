"""The grammar, the rules and the reporters' templates as data; the only module that knows where they lie."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def grammar(name: str) -> str:
    """The text of a grammar, `name` without its suffix: "report", "period" …"""
    return (grammars() / f"{name}.lark").read_text(encoding="utf-8")


def grammars() -> Traversable:
    """The folder of the grammars."""
    return files("reportlint.grammar")


def compiled_grammars() -> bytes:
    """The grammars as Lark compiled them (JSON); `{}` where that has not been done."""
    file = grammars() / "compiled.json"
    return file.read_bytes() if file.is_file() else b"{}"


def rules() -> Traversable:
    """The folder of the rule packs, one folder an edition."""
    return files("reportlint.rules")


def template(name: str) -> str:
    """The text of a reporter's template, `name` without its suffix: "report.html", "style.css"."""
    return (files("reportlint.templates") / f"{name}.j2").read_text(encoding="utf-8")
