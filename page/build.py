#!/usr/bin/env python3
"""Builds reportlint.html, the whole linter in one file for the browser: python page/build.py [-o FILE]

Needs Python 3.11 with pip, Node with npm, and the two registries; everything fetched is pinned by version and
hash. The same sources give the same bytes. `--modules DIR` takes a node_modules folder that is there already.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MOST = 15_000_000
"""Bytes of the page: it goes by mail and memory stick."""

PYODIDE = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
"""Files of npm's package, at the version of package.json, with their SHA-256."""

PARTS = {"loader": "pyodide.mjs", "engine": "pyodide.asm.mjs", "wasm": "pyodide.asm.wasm"}
"""What worker.js calls them."""

TAGS = ("--implementation", "cp", "--python-version", "3.14", "--abi", "cp314", "--abi", "abi3", "--abi", "none",
        "--platform", "pyemscripten_2026_0_wasm32", "--platform", "manylinux2014_x86_64",
        "--platform", "manylinux_2_28_x86_64")
UNUSED = re.compile(
    r"(_pyrepl|unittest|xmlrpc|idlelib|turtledemo|pydoc_data|ensurepip|venv|lib2to3|test|multiprocessing|sqlite3|curses"
    r"|dbm|wsgiref|tkinter)/|(pdb|pydoc|doctest|turtle|this|antigravity|pickletools|_pyio|mailbox|imaplib|smtplib"
    r"|ftplib|poplib|cProfile|profile|pstats|trace|tracemalloc|tabnanny|timeit|pyclbr|modulefinder|zipapp|cmd|code"
    r"|webbrowser|socketserver|plistlib|netrc|rlcompleter|bdb)\.py$")
"""Parts of the standard library for programmers, networks and data bases."""
BUILDING = ("lark",)
"""Packages that compile what the page holds: its grammars are tables already."""
LICENCES = ("licen", "copying", "notice", "authors")
FIXED = (1980, 1, 1, 0, 0, 0)


def main() -> int:
    asked = argparse.ArgumentParser(description="Builds the page.")
    asked.add_argument("-o", "--output", type=Path, default=Path("reportlint.html"))
    asked.add_argument("--modules", type=Path, help="a node_modules folder with the pyodide of package.json")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = page(Path(folder), options.modules)
    if len(data) > MOST:
        print(f"{options.output}: {len(data):,} bytes, more than {MOST:,}", file=sys.stderr)
        return 1
    options.output.write_bytes(data)
    print(f"{options.output}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
    return 0


def page(work: Path, modules: Path | None) -> bytes:
    engine = pyodide(modules or fetched_modules(work))
    wheels(work / "wheels", work / "site")
    sources(work / "site")
    with zipfile.ZipFile(engine / "python_stdlib.zip") as file:
        file.extractall(work / "library", [name for name in file.namelist() if not UNUSED.match(name)])
    for way in (("site", "app"), ("library", "stdlib", "app")):
        command = ["node", HERE / "compile.mjs", engine, *(work / name for name in way)]
        subprocess.run([str(word) for word in command], check=True)
        for folder in (folder for name in BUILDING for folder in (work / "app").glob(f"{name}*")):
            shutil.rmtree(folder)
    parts = {name: (engine / file).read_bytes() for name, file in PARTS.items()}
    parts["stdlib"] = zipped(work / "stdlib")
    parts["abi"] = abi(engine)
    parts["app"] = zipped(work / "app")
    return assembled(parts)


# ---- what it is made of ------------------------------------------------------------------------------


def fetched_modules(work: Path) -> Path:
    shutil.copy(HERE / "package.json", work)
    command = ["npm", "install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    return work / "node_modules"


def pyodide(modules: Path) -> Path:
    """The folder of Pyodide, its files being the known ones."""
    folder = modules / "pyodide"
    for name, known in PYODIDE.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != known:
            raise SystemExit(f"{folder / name}: SHA-256 {found}, not that of the pinned version")
    return folder.resolve()


def abi(engine: Path) -> bytes:
    """What Pyodide's lock file says of itself; the packages it names are not ours."""
    lock = json.loads((engine / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps(lock["info"], sort_keys=True).encode()


def wheels(folder: Path, site: Path) -> None:
    """Unpacks the packages of requirements.txt, without compiled parts for other machines."""
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--only-binary", ":all:",
               "--require-hashes", "-r", str(HERE / "requirements.txt"), "-d", str(folder), *TAGS]
    subprocess.run(command, check=True)
    for wheel in sorted(folder.glob("*.whl")):
        ours = "wasm32" in wheel.name
        with zipfile.ZipFile(wheel) as file:
            file.extractall(site, [name for name in file.namelist() if _kept(name, ours)])


def _kept(name: str, ours: bool) -> bool:
    folder, _, last = name.rpartition("/")
    if ".dist-info" in folder or folder.endswith(".dist-info"):
        return any(word in name.lower() for word in LICENCES)  # their terms travel with them
    if name.startswith(("olefile/olefile2.py", "olefile/doc/", "pypdfium2_cli/")):  # for Python 2, people, a shell
        return False
    return (ours or not last.endswith(".so")) and not last.endswith((".pyi", ".c", ".h", ".exe", ".typed"))


def sources(site: Path) -> None:
    unused = shutil.ignore_patterns("__pycache__", "*.pyc", "patterns-*.bin")  # compile.mjs makes the page's own
    for package, folder in (("reportlint", "linter"), ("reportlint/grammar", "grammar"), ("reportlint/rules", "rules")):
        shutil.copytree(ROOT / folder, site / package, ignore=unused)
    for name in ("desk.py", "warm.py"):
        shutil.copy(HERE / name, site)
    shutil.copy(ROOT / "LICENSE", site / "reportlint" / "LICENSE")


# ---- one file of it ----------------------------------------------------------------------------------


def zipped(folder: Path) -> bytes:
    """Without compression: compressed as a whole it gets smaller, and Python imports from it faster."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix(), FIXED), file.read_bytes())
    return out.getvalue()


def assembled(parts: dict[str, bytes]) -> bytes:
    """ui.html with style, script, worker and parts in it."""
    texts = {name: (HERE / name).read_text(encoding="utf-8") for name in ("ui.css", "ui.js", "worker.js")}
    parts["worker"] = texts.pop("worker.js").encode()
    html = (HERE / "ui.html").read_text(encoding="utf-8")
    for name, text in texts.items():
        if "</s" in text:
            raise SystemExit(f"{name} must not hold a closing tag")
        html = html.replace(f"/*{name}*/", text)
    return html.replace("<!--parts-->", "".join(_tag(name, data) for name, data in parts.items())).encode()


def _tag(name: str, data: bytes) -> str:
    packed = base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
    return f'<script type="text/plain" id="part-{name}">{packed}</script>\n'


if __name__ == "__main__":
    sys.exit(main())
