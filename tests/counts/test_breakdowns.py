"""Numbers and the parts they are made of: which do not come out, and all that is none of our business."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml
from reportlint import ruleset
from reportlint.configuration.selection import narrowed
from reportlint.counts import Breakdown
from reportlint.engine import check
from reportlint.model import Text
from reportlint.parsing.breakdowns import breakdowns

HERE = Path(__file__).parent
DATA = yaml.safe_load((HERE / "breakdowns.yaml").read_text(encoding="utf-8"))
MODEL = (HERE.parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
RULES = narrowed(ruleset.load(), ("TX-CONTRA",), ())


def said(words: str) -> list[str]:
    lines = MODEL.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("## 二"))
    text = "\n".join([*lines[:at], words, "", *lines[at:]])
    return [finding.message for finding in check("报告.md", text.encode(), RULES).findings]


@pytest.mark.parametrize("words", DATA["agree"])
def test_parts_that_need_not_make_up_the_number(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(("words", "detail"), DATA["differ"].items())
def test_parts_that_do_not_make_up_the_number(words: str, detail: str) -> None:
    [message] = said(words)
    assert message.endswith(f"自相矛盾（{detail}）。")


def read(words: str) -> tuple[Breakdown, ...]:
    return breakdowns([(0, Text(words, ()))])


def test_parts_have_their_names_and_places() -> None:
    [found] = read("收到申请47件，其中 网络申请 30件、邮寄申请12件、当面申请5件。")
    assert [(part.subject, part.quote) for part in found.parts] == [
        ("网络申请", "30件"), ("邮寄申请", "12件"), ("当面申请", "5件")]
    assert (found.whole.quote, found.sum, found.everything, found.closed) == ("47件", 47, True, True)


def test_long_lists_take_time_as_their_length() -> None:
    def taken(times: int) -> float:
        start = process_time()
        read("收到申请47件，其中" + "网络申请1件、" * times)
        return process_time() - start

    taken(10)
    assert min(taken(2000) for _ in range(4)) < 40 * taken(200) + 0.1
