"""Messages of rules: jinja2 templates over facts.

Most messages only name facts ("{{ left }}"); those are filled in without jinja2, whose import alone takes
longer than a report. Both ways give the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from .patterns import compiled

if TYPE_CHECKING:
    from jinja2 import Environment, Template

COMMON_FACTS: Mapping[str, str] = {
    "year": "报告年份",
    "agency": "标题中的机关名称",
    "form": "适用的格式（版式的名称）",
    "basis": "第一条依据",
    "section": "所在部分的标题",
    "table": "所在的表",
    "row": "所在的行",
    "column": "所在的列",
    "others": "同一原因所违反的其他规则的编号",
}
"""Facts that every message may use besides those of its kind, which go before these."""

_NAMED = compiled(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")
_RESERVED = frozenset((
    "true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else", "loop",
    "self", "super", "caller", "varargs", "kwargs",
))


class MessageError(ValueError):
    """A message that jinja2 cannot understand. `line` counts from 1 within the message."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def render(template: str, facts: Mapping[str, Any]) -> str:
    """The message. Raises jinja2.UndefinedError for a fact that is not there."""
    rest = _NAMED.sub("", template)
    if "{%" in rest or "{{" in rest or "{#" in rest or not _only_facts(template, facts):
        return _compiled(template).render(facts)
    return _NAMED.sub(lambda found: shown(facts[found[1]]), template)


def _only_facts(template: str, facts: Mapping[str, Any]) -> bool:
    return all(name in facts and name not in _RESERVED for name in _NAMED.findall(template))


def shown(value: Any) -> str:
    """A fact as people read it: numbers without exponent, as exact as they were written, lists with 、."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (tuple, list)):
        return "、".join(shown(item) for item in value)
    return str(value)


def variables(template: str) -> frozenset[str]:
    """The facts that a message uses. Raises MessageError where it is not well formed."""
    from jinja2 import TemplateError, meta

    try:
        environment = _environment()
        environment.from_string(template)
        return frozenset(meta.find_undeclared_variables(environment.parse(template)))
    except TemplateError as error:
        raise MessageError(str(error), getattr(error, "lineno", None) or 1) from None


@lru_cache(maxsize=1000)
def _compiled(template: str) -> Template:
    """Compiling takes a hundred times as long as filling in, and a report may break one rule a thousand times."""
    return _environment().from_string(template)


@cache
def _environment() -> Environment:
    """Sandboxed, since rule files come from anywhere; text, so nothing is escaped."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=False, undefined=StrictUndefined, finalize=_finalized, keep_trailing_newline=True)
    environment.filters["join"] = _joined
    return environment


def _finalized(value: Any) -> Any:
    return shown(value) if isinstance(value, (Decimal, tuple, list)) else value


def _joined(items: Iterable[Any], separator: str = "、") -> str:
    """jinja2's join, with numbers as `shown` writes them."""
    return separator.join(shown(item) for item in items)
