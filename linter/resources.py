"""The grammar, the rules and the reporters' templates as data; the only module that knows where they lie.

What every run reads is asked of the packages' loaders, as `pkgutil` does: that loads seven modules more, and
`importlib.resources`, which is left to commands that list folders, fifteen.
"""

from __future__ import annotations

from importlib import import_module

from .typenames import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def grammar(name: str) -> str:
    """The text of a grammar, `name` without its suffix: "report", "period" …"""
    return _text("reportlint.grammar", f"{name}.lark")


def grammars() -> Traversable:
    """The folder of the grammars."""
    from importlib.resources import files

    return files("reportlint.grammar")


def compiled_grammars() -> bytes:
    """The grammars as Lark compiled them (JSON); `{}` where that has not been done."""
    return _made("reportlint.grammar", "compiled.json") or b"{}"


def rules() -> Traversable:
    """The folder of the rule packs, one folder an edition."""
    from importlib.resources import files

    return files("reportlint.rules")


def compiled_rules() -> bytes:
    """The rules as JSON; b"" where they have not been compiled."""
    return _made("reportlint.rules", "compiled.json")


def rule_text(name: str) -> str:
    """The text of a rule pack's file by edition and name ("2021/template.yaml"). Raises OSError."""
    return _text("reportlint.rules", name)


def rule_files() -> dict[str, str]:
    """The YAML files of the rule packs by edition and name, sorted."""
    folders = (inner for inner in rules().iterdir() if inner.is_dir() and (inner / "template.yaml").is_file())
    names = (f"{inner.name}/{file.name}" for inner in folders for file in inner.iterdir())
    return {name: rule_text(name) for name in sorted(names) if name.endswith(".yaml")}


def precompiled(engine: int) -> bytes:
    """The patterns as compiled for a version of the regular expressions' engine; b"" where there are none."""
    return _made("reportlint", precompiled_name(engine))


def precompiled_name(engine: int) -> str:
    """What the file of `precompiled` is called."""
    return f"patterns-{engine}.bin"


def skeleton(name: str) -> str:
    """The text of a file that `init` begins a folder with: "rules.yaml", "settings.yaml"."""
    return _text("reportlint.templates", name)


def template(name: str) -> str:
    """The text of a reporter's template, `name` without its suffix: "report.html", "style.css"."""
    return _text("reportlint.templates", f"{name}.j2")


def _text(package: str, name: str) -> str:
    return _data(package, name).decode().replace("\r\n", "\n")


def _made(package: str, name: str) -> bytes:
    """A file that is made from others; b"" where it has not been made."""
    try:
        return _data(package, name)
    except OSError:
        return b""


def _data(package: str, name: str) -> bytes:
    """A file of a package. Raises OSError."""
    module: Any = import_module(package)
    data: bytes = module.__spec__.loader.get_data(f"{module.__path__[0]}/{name}")
    return data
