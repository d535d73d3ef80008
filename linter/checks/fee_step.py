"""An amount stated in prose is a multiple of the smallest charge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..findings import Holds, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .amounts import amounts

FACTS: Mapping[str, str] = {"amount": "正文中的金额（元）", "step": "最小的收费单位（元）", "words": "原文"}


@dataclass(frozen=True)
class Options:
    """The amount and its step."""

    section: str = option("写明金额的部分", names="section")
    amount: tuple[Regex, ...] = option("金额的说法，组 number 为数、unit 为元或万元")
    step: Decimal = option("最小的收费单位（元）")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each amount that no tariff gives."""
    for amount in amounts(view, options.section, options.amount):
        if amount.value % options.step:
            facts = {"amount": amount.value.normalize(), "step": options.step, "words": amount.words}
            yield Problem(amount.place, facts, evidence=amount.words)
        else:
            yield Holds()
