"""A report's findings as Word comments, whatever file the report is: bytes in, bytes out."""

from __future__ import annotations

from ..engine import understand
from ..findings import Report
from ..limits import LIMITS, Limits
from ..readers import format_of
from ..reporters.phrases import rules_by_report
from ..ruleset import Ruleset
from . import DATE, Annotated, annotate
from .copy import annotated_copy

WORD = "word"
"""The format that comments are put into; all others are written anew as a file of this format."""


def commented(name: str, data: bytes, report: Report, ruleset: Ruleset, date: str = DATE,
              limits: Limits = LIMITS) -> Annotated:
    """The file `name` with the report's findings as comments: a .docx file itself, every other byte as it was; of
    any other file a .docx copy of what was read. Raises ReadError."""
    rules = rules_by_report(ruleset)(report)
    clauses = {key: "；".join(map(str, rule.basis)) for key, rule in rules.items()}
    if format_of(name, data, limits) == WORD:
        return annotate(data, report.findings, clauses, date, limits)
    document, _ = understand(name, data, ruleset, report.edition, limits)
    return annotated_copy(document, report.findings, clauses, date)
