"""A report is checked without what it does not need: imports are most of what one run takes.

Held by names, not by time: a module that creeps in shows here on any machine.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from reportlint.command.commandline import parse
from reportlint.command.plain import plain
from reportlint.patterns import ENGINE
from reportlint.reporters import REPORTERS
from reportlint.resources import precompiled

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CLEAN = "青山县水利局-2023.md"
SAYS = """
import sys
before = set(sys.modules)  # with an editable install, more than the interpreter's own
from reportlint.cli import main
status = main(sys.argv[1:])
after = sorted(set(sys.modules) - before)
import json
print(json.dumps(after), file=sys.__stderr__)
"""

NEVER = {
    "argparse", "asyncio", "concurrent.futures", "dataclasses", "datetime", "email", "hashlib", "hmac", "http",
    "importlib.resources", "inspect", "jinja2", "lark", "logging", "markupsafe", "multiprocessing",
    "pydoc", "random", "shutil", "socket", "sqlite3", "ssl", "statistics", "subprocess", "typing", "unittest",
    "yaml", "zipfile",
}
"""Not for any report whose rules are compiled: no rule files, no grammars, no messages of others."""

NEVER_OF_OURS = {
    "checks.copied_neighbour", "checks.copied_text", "checks.sum_of_units", "configuration.baselines",
    "configuration.ownrules", "configuration.selection", "configuration.suppressions", "inputs.archives",
    "inputs.ignores", "judging.causes", "judging.hints", "rulefiles.faults", "survey.surveying",
    "survey.territory",
}
"""Not for one report without settings, roster or others beside it, whose sums are right."""

COMPILES = """
import json, re, sys
compiler, seen = re._compiler, []

def spy(pattern, flags=0, compile=compiler.compile):
    frame = sys._getframe()
    while frame and frame.f_globals["__name__"].partition(".")[0] in ("re", "__main__"):
        frame = frame.f_back
    if frame and frame.f_globals["__name__"].startswith("reportlint"):
        seen.append(repr(pattern))
    return compile(pattern, flags)

compiler.compile = spy
from reportlint.cli import main
main(sys.argv[1:])
print(json.dumps(seen), file=sys.__stderr__)
"""

READERS = {
    ".md": set(),
    ".txt": set(),
    ".html": {"turbohtml", "reportlint.readers.html"},
    ".docx": {"pyexpat", "reportlint.readers.docx"},
}
"""What is loaded for one kind of file, and so not for the others."""


def loaded(*arguments: str) -> set[str]:
    """The modules that are loaded while a command line is run, with copies of the examples: the project's own
    pyproject.toml is no clerk's."""
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments:
            if (EXAMPLES / name).is_file():
                shutil.copy(EXAMPLES / name, folder)
        done = subprocess.run([sys.executable, "-c", SAYS, *arguments], cwd=folder, capture_output=True,
                              encoding="utf-8")
    names: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(names)


@pytest.fixture(scope="module")
def for_clean_report() -> set[str]:
    return loaded(CLEAN)


def test_clean_report_loads_nothing_heavy(for_clean_report: set[str]) -> None:
    assert for_clean_report & NEVER == set()
    assert for_clean_report & {f"reportlint.{name}" for name in NEVER_OF_OURS} == set()


def test_clean_report_loads_no_other_reader(for_clean_report: set[str]) -> None:
    others = {name for suffix, names in READERS.items() if suffix != ".md" for name in names}
    rules = {"reportlint.rulefiles.yamlfile", "reportlint.rulefiles.rulefile"}
    assert for_clean_report & (others | rules | {"olefile", "pypdfium2"}) == set()


def test_text_report_loads_no_other_format(for_clean_report: set[str]) -> None:
    others = {f"reportlint.reporters.{name}" for name in REPORTERS if name != "text"}
    assert for_clean_report & others == set()


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx"])
def test_report_with_faults_loads_no_compiler(suffix: str) -> None:
    """No message of ours needs jinja2, and no kind of file lark or yaml."""
    heavy = {"jinja2", "lark", "yaml", "multiprocessing", "socket", "subprocess", "datetime", "typing"}
    assert loaded(f"有错的年报{suffix}") & heavy == set()


@pytest.mark.parametrize("paths", [["x"], ["x", "甲 乙/丙.docx"]])
def test_plain_paths_have_the_options_that_argparse_gives(paths: list[str]) -> None:
    assert vars(plain(paths)) == vars(parse("check", paths))


@pytest.mark.skipif(not precompiled(ENGINE), reason="no patterns for this version of the engine")
@pytest.mark.parametrize("name", [CLEAN, *(f"有错的年报{suffix}" for suffix in (".txt", ".html", ".docx"))])
def test_no_pattern_of_ours_is_compiled(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", COMPILES, name], cwd=EXAMPLES, capture_output=True, encoding="utf-8")
    assert json.loads(done.stderr.splitlines()[-1]) == []


def test_version_loads_next_to_nothing() -> None:
    assert not {"argparse", "reportlint.engine", "reportlint.ruleset"} & loaded("--version")
