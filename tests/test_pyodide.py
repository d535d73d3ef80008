"""The same bytes from CPython and from Pyodide, where there are no files, no processes and no compiled packages.

REPORTLINT_PYODIDE names a node_modules folder with npm's `pyodide`; without it these tests are skipped.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXAMPLES = sorted(file for file in (ROOT / "examples").iterdir()
                  if file.suffix in (".txt", ".md", ".html", ".docx") and file.name != "README.md")
PACKAGES = {"reportlint": ROOT / "linter", "reportlint/grammar": ROOT / "grammar", "reportlint/rules": ROOT / "rules"}
REQUIRED = ("lark", "jinja2", "markupsafe", "yaml", "olefile")
"""Packages with a pure form; turbohtml and pypdfium2 have none, or none here."""

MODULES = os.environ.get("REPORTLINT_PYODIDE", "")
pytestmark = pytest.mark.skipif(not MODULES, reason="REPORTLINT_PYODIDE 没有指明 pyodide 所在的 node_modules")


def site() -> bytes:
    """What site-packages holds, without compiled parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in _files():
            file.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _files() -> Iterator[tuple[str, bytes]]:
    for package, folder in PACKAGES.items():
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".yaml", ".json", ".lark", ".md"):
                yield f"{package}/{file.relative_to(folder).as_posix()}", file.read_bytes()
    for name in REQUIRED:
        spec = importlib.util.find_spec(name)
        assert spec
        assert spec.submodule_search_locations
        folder = Path(spec.submodule_search_locations[0])
        for file in sorted(folder.rglob("*.py")):
            yield f"{name}/{file.relative_to(folder).as_posix()}", file.read_bytes()


@pytest.fixture(scope="module")
def in_pyodide(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    archive = tmp_path_factory.mktemp("pyodide") / "site.zip"
    archive.write_bytes(site())
    command = ["node", str(HERE / "pyodide" / "run.mjs"), str(archive), str(HERE / "pyodide" / "check.py")]
    done = subprocess.run([*command, *map(str, EXAMPLES)], capture_output=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["python"] == "emscripten"
    shown: dict[str, dict[str, str]] = found["shown"]
    return shown


@pytest.fixture(scope="module")
def here() -> dict[str, dict[str, str]]:
    sys.path.insert(0, str(HERE / "pyodide"))
    try:
        from check import shown
    finally:
        sys.path.pop(0)
    found: dict[str, dict[str, str]] = json.loads(shown({file.name: file.read_bytes() for file in EXAMPLES}))["shown"]
    return found


@pytest.mark.parametrize("form", ["json", "sarif", "text"])
@pytest.mark.parametrize("name", [file.name for file in EXAMPLES])
def test_same_bytes(name: str, form: str, here: dict[str, dict[str, str]],
                    in_pyodide: dict[str, dict[str, str]]) -> None:
    assert in_pyodide[name][form] == here[name][form]


def test_examples_say_something(here: dict[str, dict[str, str]]) -> None:
    assert len(EXAMPLES) >= 4
    assert sum("T3-ROW" in outputs["json"] for outputs in here.values()) == 3
