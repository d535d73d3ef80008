"""PDF files made to hurt (see `hostile_pdfs`): one process of bounded memory reads them all, each in bounded time, and
each is read, or refused in one Chinese sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from readers.hostile_pdfs import FILES, SECONDS

HERE = Path(__file__).parent
READ = {"junk before", "two files in one", "a script", "a program to start", "an address to open", "a file inside",
        "a title of ten megabytes", "a title that is no text", "no xref", "a thousand versions"}
"""Files from which the words can be read all the same."""


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[float, str]]:
    done = subprocess.run([sys.executable, HERE / "hostile_pdfs.py"], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(HERE.parent)}, timeout=600)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    begun = [line["name"] for line in lines if isinstance(line, dict)]
    assert done.returncode == 0, f"{begun[-1:]}: {done.returncode} {done.stderr[-500:]}"
    return {line[0]: (line[1], line[2]) for line in lines if isinstance(line, list)}


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory are Linux's")
def test_all_are_read_or_refused(found: dict[str, tuple[float, str]]) -> None:
    assert len(found) == len(FILES) > 120
    assert {name: said for name, (_, said) in found.items() if said.startswith("!!!")} == {}
    assert {name: seconds for name, (seconds, _) in found.items() if seconds > SECONDS} == {}
    for said in (said for _, said in found.values()):
        assert said.endswith("blocks") or ("；" in said and "\n" not in said)


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory are Linux's")
def test_what_does_no_harm_is_read(found: dict[str, tuple[float, str]]) -> None:
    assert {name for name in READ if not found[name][1].endswith(" blocks")} == set()


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory are Linux's")
@pytest.mark.parametrize(("name", "bound"), [
    ("forms that double 20 times", "pdf-objects"), ("forms ten to the eighth", "pdf-objects"),
    ("a stream packed twice", "pdf-stream"), ("a stream packed four times", "pdf-stream"),
    ("100,000 pages", "pdf-pages"), ("a million letters", "pdf-characters"), ("a million lines", "pdf-objects"),
])
def test_the_bound_is_named(found: dict[str, tuple[float, str]], name: str, bound: str) -> None:
    assert f"上限 {bound}=" in found[name][1]
