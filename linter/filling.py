"""Templates of messages filled in without jinja2, whose import takes longer than all the rest of a report.

What messages use of its language is little: a fact ("{{ left }}"), a list joined ("{{ rows|join('；') }}"), and
parts that depend on one fact ("{% if count > 1 %}…{% elif fault == 'row' %}…{% else %}…{% endif %}"). A template
with anything else is left to jinja2; whichever does it, the text is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from .patterns import compiled
from .typenames import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import Match

Facts = Mapping[str, Any]
Filler = Callable[[Facts], str]
"""Gives the text. Raises KeyError for a fact that is not there, and what comparing two facts raises."""

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_TAG = compiled(
    rf"\{{\{{\s*(?P<fact>{_NAME})\s*(?:\|\s*join\('(?P<separator>[^'\\\r\n]*)'\)\s*)?\}}\}}"
    rf"|\{{%\s*(?:(?P<if>if|elif)\s+(?P<asked>{_NAME})"
    r"(?:\s*(?P<sign>==|>)\s*(?:'(?P<text>[^'\\\r\n]*)'|(?P<number>0|[1-9][0-9]*)))?|(?P<word>else|endif))\s*%\}")
_OPENINGS = ("{{", "{%", "{#")
_RESERVED = frozenset((
    "true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else", "loop",
    "self", "super", "caller", "varargs", "kwargs",
))


class _ForeignError(Exception):
    """A template that only jinja2 understands, or nobody."""


def shown(value: Any) -> str:
    """A fact as people read it: numbers without exponent, as exact as they were written, lists with 、."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (tuple, list)):
        return joined(value)
    return str(value)


def joined(items: Iterable[Any], separator: str = "、") -> str:
    """Facts in a row, each as `shown` has it."""
    return separator.join(shown(item) for item in items)


@lru_cache(maxsize=1000)
def filler(template: str) -> Filler | None:
    """What fills the template in; None where jinja2 has to."""
    tags, place = [], 0
    texts = []
    for tag in _TAG.finditer(template):
        texts.append(template[place:tag.start()])
        tags.append(tag)
        place = tag.end()
    texts.append(template[place:])
    if any(opening in text for text in texts for opening in _OPENINGS):
        return None
    try:
        made, end = _series(texts, tags, 0)
    except _ForeignError:
        return None
    return made if end == len(tags) else None


def _series(texts: list[str], tags: list[Match[str]], at: int) -> tuple[Filler, int]:
    """Everything up to a tag that ends a part, and where that stands; texts[n] stands before tags[n]."""
    pieces: list[Filler] = [_text(texts[at])]
    while at < len(tags) and not tags[at]["word"] and tags[at]["if"] != "elif":
        piece, at = _choice(texts, tags, at) if tags[at]["if"] else (_fact(tags[at]), at + 1)
        pieces += (piece, _text(texts[at]))
    return (lambda facts: "".join([piece(facts) for piece in pieces])), at


def _choice(texts: list[str], tags: list[Match[str]], at: int) -> tuple[Filler, int]:
    """From an "if" to behind its "endif"."""
    branches: list[tuple[Callable[[Facts], bool], Filler]] = []
    while tags[at]["word"] != "endif":
        final = tags[at]["word"] == "else"
        condition = _always if final else _condition(tags[at])
        part, at = _series(texts, tags, at + 1)
        if at == len(tags) or (final and tags[at]["word"] != "endif"):
            raise _ForeignError
        branches.append((condition, part))

    def fill(facts: Facts) -> str:
        return next((part(facts) for condition, part in branches if condition(facts)), "")

    return fill, at + 1


def _condition(tag: Match[str]) -> Callable[[Facts], bool]:
    name, sign = _known(tag["asked"]), tag["sign"]
    value = int(tag["number"]) if tag["number"] else tag["text"]
    if sign == ">":
        return lambda facts: bool(facts[name] > value)
    return (lambda facts: bool(facts[name] == value)) if sign else (lambda facts: bool(facts[name]))


def _always(_: Facts) -> bool:
    return True


def _fact(tag: Match[str]) -> Filler:
    name, separator = _known(tag["fact"]), tag["separator"]
    if separator is None:
        return lambda facts: shown(facts[name])
    return lambda facts: joined(facts[name], separator)


def _text(text: str) -> Filler:
    return lambda _: text


def _known(name: str) -> str:
    if name in _RESERVED:
        raise _ForeignError
    return name
