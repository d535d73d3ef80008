"""Messages: filled in without jinja2 where possible, with the same outcome."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from itertools import product

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint import messages
from reportlint.filling import filler
from reportlint.messages import MessageError, render, variables
from reportlint.ruleset import load

SHOWN = {
    "{{ n }}件": ({"n": 3}, "3件"),
    "{{n}}": ({"n": Decimal("12.50")}, "12.50"),
    "{{ n }}": ({"n": Decimal("1E+3")}, "1000"),
    "{{  n  }}。": ({"n": Decimal("0.0")}, "0.0。"),
    "{{ n}}个": ({"n": Decimal("1E-7")}, "0.0000001个"),
    "{{ rows }}": ({"rows": ("新收", Decimal("1E+1"))}, "新收、10"),
    "{{ a }}{{ b }}\n": ({"a": "<甲>", "b": "&"}, "<甲>&\n"),
    "{% for r in rows %}{{ r }}{% if not loop.last %}，{% endif %}{% endfor %}": (
        {"rows": ("甲", "乙")}, "甲，乙"),
    "{{ rows | join('和') }}": ({"rows": (Decimal("1E+1"), "乙")}, "10和乙"),
    "{{ n + 1 }}": ({"n": Decimal("1E+2")}, "101"),
    "没有变量 } {": ({}, "没有变量 } {"),
    "{% if n > 3 %}{{ rows|join('；') }}等{% endif %}": ({"n": 4, "rows": (Decimal("1E+1"), "乙")}, "10；乙等"),
    "{% if n > 3 %}多{% endif %}": ({"n": 3}, ""),
    "{%if a%}甲{%else%}乙{%endif%}。": ({"a": ()}, "乙。"),
    "{% if a == '行' %}甲{% elif a == '列' %}乙\n{% elif b %}{{ b }}{% else %}丙{% endif %}\n": (
        {"a": "列", "b": 1}, "乙\n\n"),
    "{% if a %}{% if b == 'x' %}1{% endif %}{% if c %}{{ c }}{% endif %}{% else %}{{ none }}{% endif %}": (
        {"a": 1, "b": "x", "c": "丙"}, "1丙"),
    "{% if a %}{% if b == 'x' %}1{% endif %}{% if c %}{{ c }}{% endif %}{% else %}{{ d }}{% endif %}": (
        {"a": 1, "b": "y", "c": "丙"}, "丙"),
}

OURS = {template for template in SHOWN if not any(word in template for word in ("for r in", "+ 1", "none"))}
"""Those that need no jinja2."""


@pytest.mark.parametrize("template", SHOWN)
def test_shown(template: str) -> None:
    facts, expected = SHOWN[template]
    assert render(template, facts) == expected
    assert messages._environment().from_string(template).render(facts) == expected


@pytest.mark.parametrize("template", SHOWN)
def test_who_fills_it_in(template: str) -> None:
    assert (filler(template) is not None) == (template in OURS)


@pytest.mark.parametrize("template", [
    "{% endif %}", "{% if a %}", "{% if a %}{% else %}{% else %}{% endif %}", "{{ none }}", "{{ a.b }}",
    "{% if a %}{% else %}{% elif a %}{% endif %}", "{%- if a %}{% endif %}", "{{ a|upper }}", "{# 注 #}",
    "{% if not a %}{% endif %}", "{% if true %}{% endif %}", "{% if a == 'x' or b %}{% endif %}",
    "{% if a > 007 %}{% endif %}", "{{ a | join('\\n') }}", "{% raw %}{% endraw %}",
])
def test_what_is_left_to_jinja2(template: str) -> None:
    assert filler(template) is None


@pytest.mark.parametrize("template", ["{{ left }}", "{{ left }}{% if 1 %}{% endif %}", "{{ left|upper }}"])
def test_a_fact_that_is_not_there_is_an_error(template: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        render(template, {"right": 1})


def test_words_of_jinja2_are_not_facts() -> None:
    assert render("{{ true }}", {"true": "甲"}) == "True"


TEXT = st.text(alphabet="甲乙{}%# \nab")


NUMBER = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)


@given(TEXT, TEXT, NUMBER | TEXT | st.lists(TEXT).map(tuple))
def test_both_ways_agree(before: str, after: str, value: object) -> None:
    template = before + "{{ fact }}" + after
    facts = {"fact": value, "a": 1, "b": 2}
    try:
        expected = messages._environment().from_string(template).render(facts)
    except jinja2.TemplateError:
        return
    assert render(template, facts) == expected


TEMPLATES = sorted({text for edition in load().editions for rule in edition.rules
                    for text in (rule.message, rule.advice)})
ASKED = re.compile(r"(?:if|elif) (\w+)(?: (?:==|>) (?:'(\w+)'|(\d+)))?")


def test_no_rule_needs_jinja2() -> None:
    assert [template for template in TEMPLATES if filler(template) is None] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=range(len(TEMPLATES)))
def test_both_ways_agree_on_every_rule(template: str) -> None:
    """Whatever its conditions ask for."""
    asked: dict[str, set[object]] = {}
    for name, text, number in ASKED.findall(template):
        asked.setdefault(name, set()).update({int(number), int(number) + 1} if number else {text, "乙"})
    facts: dict[str, object] = dict.fromkeys(variables(template), "甲")
    facts.update(dict.fromkeys(re.findall(r"(\w+)\|join", template), ("甲", "乙")))
    for values in product(*(sorted(each, key=str) for each in asked.values())):
        facts.update(zip(asked, values, strict=True))
        assert render(template, facts) == messages._compiled(template).render(facts)


def test_plain_messages_do_not_import_jinja2() -> None:
    code = ("import sys; from reportlint.messages import render; "
            "print(render('{{ a }}', {'a': 1}), 'jinja2' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]


def test_variables() -> None:
    used = variables("{{ a }}{% for x in rows %}{{ x.place }}{{ b | join }}{% endfor %}")
    assert used == {"a", "rows", "b"}


@pytest.mark.parametrize("template", ["{{ a", "{% if a %}", "{{ a | nosuch }}", "{% x %}", "{{ a b }}"])
def test_a_broken_template_is_told(template: str) -> None:
    with pytest.raises(MessageError) as raised:
        variables(template)
    assert raised.value.line == 1


def test_templates_cannot_reach_the_machine() -> None:
    with pytest.raises(jinja2.exceptions.SecurityError):
        render("{{ a.__class__.__mro__ }}{% if a %}{% endif %}", {"a": 1})
