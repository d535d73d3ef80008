"""What a pattern cannot match without stands in all that it matches."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlint.literals import required
from reportlint.regex import Regex
from reportlint.resources import rules

CASES = {
    "平台|网站|公报": ("平台", "网站", "公报"),
    "甲乙丙?丁": ("甲乙",),
    "甲(?:乙|丙)丁戊": ("丁戊",),
    "[（(](?:此处|请填|待补?填)": ("此处", "请填", "待"),
    "(?P<a>甲乙|丙丁)?戊": ("戊",),
    "(?P<a>甲乙|丙丁)+戊": ("甲乙", "丙丁"),
    "(?:甲|[乙])丙": ("丙",),
    "(?=甲乙丙)丁": ("丁",),
    "(?<!甲乙)丙|丁(?!戊己)": ("丙", "丁"),
    "(?P<a>甲)(?P=a)": ("甲",),
    "甲乙|": (),
    "|甲乙": (),
    "[甲乙]丙|丁": ("丙", "丁"),
    "[]甲|]乙": ("乙",),
    r"甲\|乙丙": ("乙丙",),
    "甲{0,2}乙": ("乙",),
    "甲乙+": ("甲乙",),
    "(甲(乙)|丙)丁": ("丁",),
    r"([省市])\1": ("省", "市"),
    "甲|[乙]": ("甲", "乙"),
    "[Xx]{2,}(?!光)": ("X", "x"),
    "[Xx]{0,2}": (),
    "[Xx]?|甲": (),
    "[一-十]|甲": (),
    "[^甲乙]": (),
    r"[\d甲]": (),
    "[-甲]": ("-", "甲"),
    "(?<![甲乙])[丙丁]": ("丙", "丁"),
    "(?:[甲乙]|丙丁)": ("甲", "乙", "丙丁"),
    "(甲){2}": ("甲",),
    "(甲){0,2}": (),
    "": (),
    "甲|": (),
    "(?i)甲a": (),
    "甲{乙|丙}丁": (),
}


@pytest.mark.parametrize("pattern", CASES)
def test_required(pattern: str) -> None:
    assert required(pattern) == CASES[pattern]


def sources(node: object) -> set[str]:
    """The patterns of the compiled rules."""
    if isinstance(node, dict):
        own = {node["regex"]} if isinstance(node.get("regex"), str) else set()
        return own.union(*map(sources, node.values()))
    return set().union(*map(sources, node)) if isinstance(node, list) else set()


SOURCES = sorted(sources(json.loads((rules() / "compiled.json").read_bytes())))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_patterns_of_the_rules_match_nothing_without_them(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from(SOURCES))
    text = data.draw(st.from_regex(re.compile(source)))
    found = Regex(source).search(text)
    assert found
    assert [hit.span() for hit in Regex(source).finditer(text)] == [hit.span() for hit in re.finditer(source, text)]


def test_most_patterns_have_literals() -> None:
    assert sum(1 for source in SOURCES if required(source)) > len(SOURCES) / 2
