"""Patterns compiled beforehand find what those find that the standard library compiles."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from reportlint import patterns
from reportlint.patterns import compiled
from reportlint.resources import precompiled

from tests.sampling_patterns import written

REPORTS = [path.read_text(encoding="utf-8") for path in sorted(
    (Path(__file__).parent.parent / "rules").glob("*/model.md"))]
FLAGGED = re.compile(r"(.*)\0(\d+)", re.DOTALL)
OF_BYTES = "\0b"


def asked(name: str) -> tuple[str | bytes, int]:
    """The pattern and flags that are stored under a name."""
    found = FLAGGED.fullmatch(name)
    source, flags = (found[1], int(found[2])) if found else (name, 0)
    return source.removeprefix(OF_BYTES).encode("latin-1") if source.startswith(OF_BYTES) else source, flags


STORED = [asked(name) for name in patterns._stored()[0]]
MADE = "import sys; from reportlint.patternfile import content; sys.stdout.buffer.write(content())"

of_this_engine = pytest.mark.skipif(not STORED, reason="no file for this version of the engine")


@of_this_engine
@pytest.mark.parametrize(("source", "flags"), STORED, ids=range(len(STORED)))
def test_stored_finds_what_the_same_pattern_finds(source: str | bytes, flags: int) -> None:
    stored, usual = compiled(source, flags), re.compile(source, flags)
    assert (stored.pattern, stored.flags, stored.groups) == (usual.pattern, usual.flags, usual.groups)
    assert stored.groupindex == usual.groupindex
    for text in texts_for(source, flags):
        assert hits(stored, text) == hits(usual, text), text


def texts_for(source: str | bytes, flags: int) -> Iterator[Any]:
    """Reports, and words that the pattern's own letters make."""
    rng = Random(ascii(source))
    tree = list(re._parser.parse(source, flags))  # type: ignore[attr-defined]
    words = [written(tree, rng) for _ in range(30)]
    for text in (*REPORTS, *words, *("".join(rng.choices(words, k=4)) for _ in range(30))):
        yield text if isinstance(source, str) else text.encode("utf-8", "surrogatepass")


def hits(pattern: re.Pattern[Any], text: Any) -> list[Any]:
    return [(hit.span(), hit.groups(), hit.lastgroup) for hit in pattern.finditer(text)]


@of_this_engine
def test_patterns_of_bytes_are_stored_too() -> None:
    assert {bytes, str} == {type(source) for source, _ in STORED}
    found = compiled(rb"stream\r?\n").search(b"x stream\n")
    assert found is not None
    assert found.span() == (2, 9)


@of_this_engine
def test_file_is_not_stale() -> None:
    made = subprocess.run([sys.executable, "-c", MADE], capture_output=True, check=True).stdout
    assert made == precompiled(patterns.ENGINE), "run python -m reportlint.patternfile"


@pytest.mark.parametrize("code", [b"", b"\xff" * 40], ids=["none", "no codes"])
def test_what_the_engine_refuses_is_compiled(code: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = {"(一)": [32, 1, {}, 0, len(code) // 4, []], "二": [32, 0, {}, 0, 0, []]}, patterns.numbers_of(code)
    monkeypatch.setattr(patterns, "_stored", lambda: stored)
    found = compiled("(一)").search("第一")
    assert found is not None
    assert found.span(1) == (1, 2)
    assert compiled("二") == re.compile("二")


def test_another_engine_has_none() -> None:
    assert precompiled(1) == b""


def test_wrong_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        compiled("(")
