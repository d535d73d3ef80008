"""A few of the generated reports of every kind (all of them: `python tests/generated.py`)."""

import pytest
from generated import KINDS, made, wrong


@pytest.mark.parametrize("kind", KINDS)
def test_tables_are_exact(kind):
    suffix, make = KINDS[kind]
    for seed in range(5):
        report = made(seed)
        assert list(wrong(kind, f"x.{suffix}", make(report, seed), report)) == []


def test_a_wrong_cell_would_be_seen():
    report, other = made(0), made(1)
    assert list(wrong("html", "x.html", KINDS["html"][1](other, 0), report)) == [0, 1, 2]
