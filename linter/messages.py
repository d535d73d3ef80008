"""Messages of rules: jinja2 templates over facts. Those that need little of its language are filled in without it
(see `filling`); both ways give the same text.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from .filling import filler, joined, shown
from .typenames import TYPE_CHECKING, Any

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


class MessageError(ValueError):
    """A message that jinja2 cannot understand. `line` counts from 1 within the message."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def render(template: str, facts: Mapping[str, Any]) -> str:
    """The message. Raises jinja2.UndefinedError for a fact that is not there."""
    fill = filler(template)
    try:
        if fill:
            return fill(facts)
    except KeyError:  # jinja2 says which fact it is
        pass
    return _compiled(template).render(facts)


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
    environment.filters["join"] = joined
    return environment


def _finalized(value: Any) -> Any:
    return shown(value) if isinstance(value, (Decimal, tuple, list)) else value
