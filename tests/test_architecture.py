"""The house as it is drawn: who imports whom, what stays out of the core, how large things get."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LINTER = ROOT / "linter"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUP = PROJECT["tool"]["setuptools"]
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 300, 50

Tree = Mapping[str, ast.Module]


@cache
def trees() -> Tree:
    """Every module by its name inside the package ("" for the package itself)."""
    return {module_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(LINTER.rglob("*.py"))}


def module_name(file: Path) -> str:
    parts = file.relative_to(LINTER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    """What a module imports, at whatever depth: ours as ".name", others by their full names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f".{target}" for target in _ours(name, node))


def _ours(name: str, node: ast.ImportFrom) -> Iterator[str]:
    package = name if (LINTER / name.replace(".", "/")).is_dir() else name.rpartition(".")[0]
    for _ in range(node.level - 1):
        package = package.rpartition(".")[0]
    base = ".".join(filter(None, (package, node.module or "")))
    for alias in node.names:
        inner = ".".join(filter(None, (base, alias.name)))
        yield inner if inner in trees() else base


def only_for_types(tree: ast.Module) -> ast.Module:
    """The module without its `if TYPE_CHECKING:` parts, which never run."""
    class Pruned(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
            named = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
            return node.orelse if named else node

    return Pruned().visit(ast.parse(ast.unparse(tree)))


@cache
def imported(name: str) -> frozenset[str]:
    return frozenset(imports(name, only_for_types(trees()[name])))


def ours(name: str) -> frozenset[str]:
    return frozenset(item[1:] for item in imported(name) if item.startswith("."))


def reach(start: str, follow: str = "") -> frozenset[str]:
    """All modules of ours that one leads to, itself left out."""
    found: set[str] = set()
    queue = [start]
    while queue:
        new = ours(queue.pop()) - found
        found |= new
        queue.extend(new)
    return frozenset(found - {start})


def within(name: str, *rooms: str) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


# ---- arrows ---------------------------------------------------------------------------------------------

GROUND = (
    "model", "errors", "limits", "resources", "patterns", "records", "figures", "formula", "wording", "counts",
    "findings", "terms", "filling", "typenames",
)
READING = ("readers", "parsing", "binding")
RULES = ("ruleset", "rulefiles")
JUDGING = ("engine", "judging")
SHOWING = ("reporters",)
COMMAND = ("cli", "command", "inputs", "configuration")

FORBIDDEN = (
    (GROUND, (*READING, "checks", *RULES, *JUDGING, *SHOWING, *COMMAND)),
    (READING, ("checks", *RULES, *JUDGING, *SHOWING, *COMMAND)),
    (("checks",), (*READING, *RULES, *JUDGING, *SHOWING, *COMMAND)),
    (RULES, ("readers", "binding", *JUDGING, *SHOWING, *COMMAND)),
    (JUDGING, (*SHOWING, *COMMAND)),
    (SHOWING, (*JUDGING, "readers", "binding", *COMMAND)),
)
"""Rooms and what they must not lead to, by however many steps."""

ARROWS = [(name, away) for rooms, away in FORBIDDEN for name in trees() if within(name, *rooms)]


@pytest.mark.parametrize(("name", "away"), ARROWS, ids=[name for name, _ in ARROWS])
def test_arrows_point_up(name: str, away: tuple[str, ...]) -> None:
    assert sorted(item for item in reach(name) if within(item, *away)) == []


COMPILED = {"ruleset", "rulefiles.rulefile", "rulefiles.ruleentry", "parsing.tables", "parsing.compiler"}
"""What reads a compiled file, and what compiles anew where that is stale: these lead to each other."""


def test_modules_stand_in_no_circle() -> None:
    """Whatever a function imports when it runs counts; what is imported for types alone does not."""
    led = {name: reach(name) for name in trees()}
    assert {name for name in led if any(name in led[other] for other in ours(name) - {name})} == COMPILED


def test_nothing_imports_the_command() -> None:
    assert [name for name in trees() if "cli" in ours(name)] == ["__main__"]


def test_modules_import_nothing_of_ours_by_its_full_name() -> None:
    full = {name for name in trees() if any(item.split(".")[0] in ("reportlint", "linter") for item in imported(name))}
    assert full == set()


# ---- borders --------------------------------------------------------------------------------------------

READS_RULES = ("rulefiles.fields", "command.schema", "rulefiles.rulebook", "typenames")
"""What looks at the types of options. All others have `typenames`, which costs less on starting."""
DRAWN = ("readers.paged.scattered", "readers.paged.sheet", "readers.paged.typeset")
"""For PDF and OFD: of their tuples there are very many."""

OWNERS = {
    "lark": ("parsing",), "yaml": ("rulefiles.yamlfile",), "jinja2": ("messages", "reporters"),
    "turbohtml": ("readers.html.tokenizer",), "pypdfium2": ("readers.pdf.library",),
    "olefile": ("readers",), "typing": (*READS_RULES, *DRAWN),
}


@pytest.mark.parametrize("package", OWNERS)
def test_only_its_owner_imports_a_package(package: str) -> None:
    users = [name for name in trees() if any(item.split(".")[0] == package for item in imported(name))]
    assert [name for name in users if not within(name, *OWNERS[package])] == []


def test_required_packages_are_those_that_are_used() -> None:
    """And nothing but them and the standard library is imported."""
    used = {item.split(".")[0] for name in trees() for item in imported(name) if not item.startswith(".")}
    assert used - set(sys.stdlib_module_names) <= {"lark", "yaml", "jinja2", "turbohtml", "pypdfium2", "olefile"}


OUTSIDE = {
    "asyncio", "concurrent", "glob", "http", "multiprocessing", "os", "pathlib", "shutil", "signal", "socket",
    "ssl", "subprocess", "tempfile", "threading", "urllib.request", "webbrowser",
}
"""What belongs to a machine with files, processes and a network; a browser's page has none of them."""

DEVELOPERS = {"ruleset", "parsing.compiler"}
"""Modules that rewrite `compiled.json` of a checkout when a developer says so; they may ask for a path's type."""

CORE = sorted({"engine", *reach("engine"),
               *(name for name in trees() if within(name, "readers", "parsing", "checks", "reporters", "binding"))})


@pytest.mark.parametrize("name", CORE)
def test_core_takes_bytes_and_gives_data(name: str) -> None:
    outside = {item for item in imported(name)
               if item.split(".")[0] in OUTSIDE or ".".join(item.split(".")[:2]) in OUTSIDE}
    assert outside <= ({"pathlib.Path"} if name in DEVELOPERS else set())
    assert not [node.lineno for node in ast.walk(trees()[name])
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print")]


# ---- words ----------------------------------------------------------------------------------------------

SHORT = 4
"""Labels below this many letters ("总计", "其他", "规章") are ordinary words too."""

GENERIC = {"政府信息公开工作年度报告", "信息内容"}


def words_of_the_form() -> frozenset[str]:
    """Titles of sections, labels of tables, groups, rows and columns, with their other wordings."""
    found: set[str] = set()

    def gather(node: object) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in ("title", "label", "parent") and isinstance(value, str):
                    found.add(value)
                elif key in ("accepted", "aliases", "obsolete"):
                    found.update(value)
                gather(value)
        elif isinstance(node, list):
            for item in node:
                gather(item)

    for file in (ROOT / "rules").glob("*/template.yaml"):
        template = yaml.safe_load(file.read_text(encoding="utf-8"))
        gather([template.get(key) for key in ("sections", "tables", "obsolete")])
    bare = {word.lstrip("一二三四五六七八九十（）()、.0123456789") for word in found}
    return frozenset(word for word in bare if len(word) >= SHORT) - GENERIC


WORDS = words_of_the_form()


def docstrings(tree: ast.Module) -> set[ast.AST]:
    """Strings that stand alone: docstrings of all kinds."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


@pytest.mark.parametrize("name", trees())
def test_code_has_no_word_of_the_form(name: str) -> None:
    spoken = docstrings(trees()[name])
    texts = [node.value for node in ast.walk(trees()[name])
             if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in spoken]
    assert sorted({word for text in texts for word in WORDS if word in text}) == []


def test_words_of_the_form_are_found() -> None:
    assert {"总体情况", "本年新收政府信息公开申请数量", "结果维持", "行政规范性文件", "法律服务机构"} <= WORDS


# ---- sizes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(LINTER.rglob("*.py")), ids=lambda file: module_name(file) or "package")
def test_files_and_functions_are_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    long = {node.name: node.end_lineno - node.lineno + 1 for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


@pytest.mark.parametrize("name", [name for name in trees() if name and not name.startswith("checks.")])
def test_every_module_says_what_it_is(name: str) -> None:
    assert name == "__main__" or ast.get_docstring(trees()[name])


def test_no_rooms_for_odds_and_ends() -> None:
    odd = ("util", "helper", "manager", "service", "base_", "misc", "common")
    assert [name for name in trees() if any(word in name for word in odd)] == []


# ---- packaging ------------------------------------------------------------------------------------------


def folder(package: str) -> Path:
    known = SETUP["package-dir"]
    head = max((name for name in known if package == name or package.startswith(f"{name}.")), key=len)
    return ROOT / known[head] / package[len(head):].strip(".").replace(".", "/")


def _hidden(file: Path) -> bool:
    return any(part.startswith(".") for part in file.parts)


def test_packages_are_those_of_the_tree() -> None:
    found = {"reportlint.grammar", "reportlint.rules"}
    found |= {".".join(("reportlint", *file.parent.relative_to(LINTER).parts)) for file in LINTER.rglob("__init__.py")}
    assert sorted(SETUP["packages"]) == sorted(found)
    assert all((folder(package) / "__init__.py").is_file() for package in SETUP["packages"])


def test_every_data_file_is_packed() -> None:
    """Whatever lies in a package and is no module is matched by package-data."""
    packed = {file for package, globs in SETUP["package-data"].items() for glob in globs
              for file in folder(package).glob(glob)}
    rooms = {folder(package) for package in SETUP["packages"]}
    there = {file for room in (LINTER, ROOT / "grammar", ROOT / "rules") for file in room.rglob("*")
             if file.is_file() and file.suffix not in (".py", ".pyc") and not _hidden(file.relative_to(ROOT))}
    assert sorted(there - packed) == []
    assert all(any(file.is_relative_to(room) for room in rooms) for file in packed)


@pytest.mark.parametrize(("package", "glob"), [(p, g) for p, globs in SETUP["package-data"].items() for g in globs])
def test_every_pattern_of_package_data_matches(package: str, glob: str) -> None:
    assert list(folder(package).glob(glob))
