"""A few of the generated reports of every kind (all of them: `python tests/generated.py`)."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from formats import Box, Sheet, Written, read_model
from generated import KINDS, made, wrong
from mutations import MODEL
from programs import CHAINS, CHROMIUM, SOFFICE, resaved, saved_pages
from reportlint import lint_bytes


def findings(name: str, data: bytes) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.message) for finding in lint_bytes(name, data).findings)


@pytest.mark.parametrize("kind", KINDS)
def test_tables_are_exact(kind):
    suffix, make = KINDS[kind]
    for seed in range(5):
        report = made(seed)
        assert list(wrong(kind, f"x.{suffix}", make(report, seed), report)) == []


def test_a_wrong_cell_would_be_seen():
    report, other = made(0), made(1)
    assert list(wrong("html", "x.html", KINDS["html"][1](other, 0), report)) == [0, 1, 2]


def test_every_format_of_a_report_has_the_same_findings():
    """Text says nothing of merged cells: it is compared on a report without merged figures. A zip holds a .docx."""
    for seed, kinds in ((0, KINDS.keys() - {"txt", "zip"}), (1, KINDS.keys() - {"zip"})):
        report = made(seed, merging="txt" not in kinds)
        found = {kind: findings(f"x.{KINDS[kind][0]}", KINDS[kind][1](report, seed)) for kind in sorted(kinds)}
        assert sum(found["docx"].values()) > 20
        assert {kind: (seen - found["docx"], found["docx"] - seen) for kind, seen in found.items()
                if seen != found["docx"]} == {}


@pytest.mark.parametrize("number", range(3))
def test_a_table_left_blank_is_told_alike_in_every_format(number):
    report = read_model(MODEL)
    sheet = report.sheets[number]
    gone = {box for line in sheet.rows for box in line if re.fullmatch(r"[\d.]+", box.text)}
    empty = Sheet(tuple(tuple(Box("") if box in gone else box for box in line) for line in sheet.rows))
    report = Written(tuple(empty if block is sheet else block for block in report.blocks))
    found = {kind: findings(f"x.{suffix}", make(report, 0)) for kind, (suffix, make) in KINDS.items() if kind != "zip"}
    assert {rule for rule, _ in found["docx"]} == {f"T{number + 2}-EMPTY"}
    assert [kind for kind, seen in found.items() if seen != found["docx"]] == []


def alike(kind: str, suffix: str, files: Sequence[bytes]) -> None:
    for seed, data in enumerate(files):
        report, name = made(seed), f"x.{suffix}"
        assert list(wrong(kind, name, data, report)) == []
        assert findings(name, data) == findings("x.docx", KINDS["docx"][1](report, seed))


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_as_libreoffice_saves_them():
    """PDF: `python tests/generated.py`, as its pages do not say all."""
    chains = [chain for chain in CHAINS if not chain.startswith("pdf")]
    for chain, files in resaved([made(0), made(1)], chains):
        alike(chain, CHAINS[chain][-1], files)


@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_pages_as_chromium_saves_them():
    alike("mhtml", "mht", list(saved_pages([KINDS["html"][1](made(seed), seed) for seed in range(2)])))
