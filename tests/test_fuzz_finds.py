"""What longer fuzzing (`fuzz_atheris.py`) found: each input a case of its own."""

import base64
from struct import iter_unpack

import pytest
from mutations import inside, mutated, seeds
from reportlint import engine
from reportlint.ruleset import load

FOUND = {"a title without lines of its own": ("mhtml.mht", "agAA/wCdSmiVlQ==")}


@pytest.mark.parametrize("case", FOUND)
def test_no_rule_breaks(case: str) -> None:
    name, written = FOUND[case]
    data = base64.b64decode(written)
    steps = list(iter_unpack("<BHHB", data[:len(data) // 6 * 6]))
    file = inside(name, seeds()[name], lambda raw: mutated(raw, steps))
    report = engine.check(name, file, load())
    assert [item.reason for item in report.unjudged if "内部错误" in item.reason] == []
