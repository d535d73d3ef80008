"""Messages: filled in without jinja2 where possible, with the same outcome."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint import messages
from reportlint.messages import COMMON_FACTS, MessageError, render, variables
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
}


@pytest.mark.parametrize("template", SHOWN)
def test_shown(template: str) -> None:
    facts, expected = SHOWN[template]
    assert render(template, facts) == expected
    assert messages._environment().from_string(template).render(facts) == expected


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


def test_both_ways_agree_on_every_rule() -> None:
    facts_of = {rule.id: {**COMMON_FACTS, **rule.check.FACTS} for rule in load().rules}
    for edition in load().editions:
        for rule in edition.rules:
            for template in (rule.message, rule.advice):
                if "{%" in template or "|" in template or "." in template:
                    continue  # only jinja2 reads it
                facts = facts_of[rule.id]
                assert render(template, facts) == messages._environment().from_string(template).render(facts)


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
