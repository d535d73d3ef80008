"""What checks share that hold a report to its title: there may be none, or it may not say what is compared.

Not a kind. One cause gives one finding: such a check is then not judged, and names the rule that reports it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..findings import NotJudged
from ..regex import Regex
from ..terms import View
from ..wording import half_width
from .passages import beginning


def unsaid(view: View, fault: str, words: str, absent: str, covered: Mapping[str, Regex]) -> NotJudged:
    """Why nothing can be held to the title: there is none, which `absent` reports, or its `words` have a fault,
    which is reported by that rule of `covered` whose pattern is found in them, else by `absent`."""
    if view.document.title is None:
        return untitled(view, absent)
    found = half_width(words)
    cause = next((rule for rule, pattern in covered.items() if pattern.search(found)), absent)
    return NotJudged(f"{fault}，无法核对。", cause, place=beginning(view.document))


def untitled(view: View, absent: str) -> NotJudged:
    """There is no title, which the rule `absent` reports."""
    return NotJudged("没有找到标题，无法核对。", absent, place=beginning(view.document))
