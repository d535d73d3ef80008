"""The kinds of check, one module each; rules are data and name a kind.

A module has a docstring that says what the kind demands, `Options` (a frozen dataclass; each field made
by `option`, which carries its description), `FACTS` (name of a fact → what it is, for messages), and
`check(view, options)`, a generator of outcomes; it may have `flaws(options)`, which gives the names of options
that make no sense together, each with a sentence. A kind knows no word of any form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from ..findings import Outcome
from ..records import field
from ..terms import View
from ..typenames import Any, Literal, Protocol, cast

Names = Literal["", "section", "table", "row", "column", "line", "rule"]
"""What a name is of; a line is a row or a column, a rule is meant by its id."""


class Kind(Protocol):
    """What every module of this package offers."""

    __name__: str
    Options: type[Any]
    FACTS: Mapping[str, str]

    def check(self, view: View, options: Any) -> Iterator[Outcome]: ...


KINDS: Mapping[str, str] = {
    "agency_agrees": "agency_agrees",
    "all_done": "all_done",
    "announced_parts": "announced_parts",
    "by_hand": "by_hand",
    "cell_empty": "cell_empty",
    "cell_form": "cell_form",
    "cell_percent": "cell_percent",
    "cell_value": "cell_value",
    "contradiction": "contradiction",
    "copied_neighbour": "copied_neighbour",
    "copied_text": "copied_text",
    "deadline": "deadline",
    "counted_text": "counted_text",
    "fee_limit": "fee_limit",
    "fee_step": "fee_step",
    "handed_in_twice": "handed_in_twice",
    "inner_numbering": "inner_numbering",
    "obsolete_labels": "obsolete_labels",
    "paired_marks": "paired_marks",
    "percentages": "percentages",
    "period_range": "period_range",
    "period_stated": "period_stated",
    "recognised": "recognised",
    "relation": "relation",
    "repeated_paragraphs": "repeated_paragraphs",
    "required_columns": "required_columns",
    "required_rows": "required_rows",
    "section_blank": "section_blank",
    "section_content": "section_content",
    "section_extra": "section_extra",
    "section_missing": "section_missing",
    "section_number": "section_number",
    "section_order": "section_order",
    "section_repeated": "section_repeated",
    "section_wording": "section_wording",
    "sum_of_units": "sum_of_units",
    "table_note": "table_note",
    "text_forbidden": "text_forbidden",
    "text_length": "text_length",
    "text_mentions": "text_mentions",
    "title_wording": "title_wording",
    "unit_known": "unit_known",
    "unit_missing": "unit_missing",
    "unknown_rows": "unknown_rows",
    "value_range": "value_range",
    "year_in_text": "year_in_text",
    "years_agree": "years_agree",
    "zero_text": "zero_text",
}
"""Every kind: its name in rule files → its module in this package, imported when first used."""

OF_LAST_YEAR = frozenset({"copied_text"})
"""Kinds that hold a report to last year's."""

OF_OTHERS = frozenset({"copied_neighbour", "handed_in_twice", "sum_of_units", "unit_known", "unit_missing"})
"""Kinds that hold a report to the roster and to others of the run: of a report alone they say nothing."""


def kind(name: str) -> Kind:
    """The module of a kind. Raises KeyError for a name that is not in KINDS."""
    return cast(Kind, import_module("." + KINDS[name], __package__))


def option(description: str, default: Any = ..., *, names: Names = "", words: str = "") -> Any:
    """A field of a kind's options. `names` says that its value is a name in the template, so that a
    misspelt one is reported when rules are loaded; `words` that its formulas may also name the keys of
    another option (a mapping) of the same rule."""
    metadata = {"description": description, "names": names, "words": words}
    if default is ...:
        return field(metadata=metadata)
    if isinstance(default, Mapping):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)
