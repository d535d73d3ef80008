"""The tables that run are those that Lark makes, and give what Lark's own parser gives."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Token as LarkToken
from lark import Tree
from lark.exceptions import GrammarError, UnexpectedInput
from reportlint.parsing import compiler, tables
from reportlint.parsing.tables import Tables, Token, UnexpectedError
from reportlint.resources import compiled_grammars, grammar


class Build:
    """Trees as Lark has them."""

    def __getattr__(self, name: str) -> Callable[[list[Any]], Any]:
        return lambda children: (name, children)


def plain(tree: Any) -> Any:
    return (tree.data, [plain(item) for item in tree.children]) if isinstance(tree, Tree) else (tree.type, str(tree))


def named(tree: Any) -> Any:
    if isinstance(tree, Token):
        return tree.type, tree.value
    return tree[0], [named(item) for item in tree[1]]


def test_compiled_form_is_not_stale() -> None:
    """Mend it with `python -m reportlint.parsing.compiler`."""
    assert json.loads(compiled_grammars()) == json.loads(compiler.serialised())


@pytest.mark.parametrize("name", compiler.NAMES)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_parses_as_lark_does(name: str, data: st.DataObject) -> None:
    lark, own = PARSERS[name]
    kinds = data.draw(st.lists(st.sampled_from(sorted(own.terminals)), max_size=12))
    if name == "period" and data.draw(st.booleans()):
        kinds = ["NOUN", *(kind for kind in kinds if kind != "NOUN")]
    try:
        expected = plain(lark.parse([LarkToken(kind, str(at)) for at, kind in enumerate(kinds)]))  # type: ignore[arg-type]
    except UnexpectedInput:
        expected = None
    try:
        found = named(own.parse([Token(kind, str(at), at) for at, kind in enumerate(kinds)], Build()))
    except UnexpectedError:
        found = None
    assert found == expected


PARSERS = {name: (compiler.parser(grammar(name), name), tables.tables(name)) for name in compiler.NAMES}


def test_an_edited_grammar_is_compiled_on_the_spot(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'period: NOUN\nNOUN: "新"\n'
    monkeypatch.setattr(tables, "grammar", lambda name: text)
    found = tables.tables.__wrapped__("period")
    assert list(found.terminals) == ["NOUN"]
    assert found.language["NOUN"].pattern == "新"


def test_unexpected_token_is_named_by_its_place() -> None:
    with pytest.raises(UnexpectedError) as caught:
        PARSERS["period"][1].parse([Token("NOUN", "a", 0), Token("END", "b", 7)], Build())
    assert caught.value.at == 7


@pytest.mark.parametrize("text", ["x: a -> b\na: A\nA: /a/\n", "x: a A\n?a: A | A A\nA: /a/\n"])
def test_what_tables_cannot_do_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        compiler.compiled(text, "x")


def test_groups_of_classes_are_made_of_classes_and_groups_above() -> None:
    text = "//: two = ONE TWO\n//: all = two THREE\nx: A_ONE A_TWO B_THREE\nA_ONE: /a/\nA_TWO: /b/\nB_THREE: /c/\n"
    assert Tables(compiler.compiled(text, "x")).groups == {"two": {"ONE", "TWO"}, "all": {"ONE", "TWO", "THREE"}}


@pytest.mark.parametrize(("group", "words"), [
    ("few = ONE OEN", "group few: unknown OEN"), ("few = later\n//: later = ONE", "group few: unknown later"),
    ("few = ONE\n//: few = ONE", "group few: made twice"), ("ONE = ONE", "group ONE: made twice")])
def test_a_group_of_what_there_is_not_is_refused(group: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        compiler.compiled(f"//: {group}\nx: A_ONE\nA_ONE: /a/\n", "x")


def test_the_code_asks_for_every_group_of_the_grammar() -> None:
    folder = Path(compiler.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    asked = set(re.findall(r'\bgroup\("(\w+)"\)', code))
    inner = {name for _, made in re.findall(r"^//: *(\w+) *= *(.+)$", grammar("count"), re.MULTILINE)
             for name in made.split() if name.islower()}
    assert asked | inner == set(tables.tables("count").groups)


def test_a_faulty_grammar_is_larks_error() -> None:
    with pytest.raises(GrammarError):
        compiler.compiled("x: y\n", "x")


def test_a_long_repetition_costs_no_more_for_each_part() -> None:
    sections = [Token("SECTION", "", at) for at in range(200_000)]
    _, children = Tables(compiler.compiled(grammar("report"), "report")).parse(sections, Build())
    assert len(children) == 200_003
