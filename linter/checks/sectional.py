"""What checks of one section's prose share: the section may be missing, or hold nothing to judge.

Not a kind. One cause gives one finding: such a check is then not judged, and names the rule that reports it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..findings import NotJudged
from ..regex import Regex
from ..terms import View
from .outline import whole
from .passages import Passage, has_prose, passage


def section_prose(view: View, name: str, absent: str, covered: Mapping[str, Regex]) -> Passage | NotJudged:
    """A section's prose, or why it cannot be judged: `absent` is the rule that reports a missing section,
    `covered` rules that report a section whose whole prose is such words."""
    term = view.template.section(name)
    title = term.title if term else name
    bound = view.section(name)
    if bound is None:
        return NotJudged(f"没有“{title}”部分。", absent)
    texts = whole(view, bound)
    silent = len(texts) == len(bound.section.texts) and not has_prose(bound.section)
    found = passage(() if silent else texts, bound.place)
    for rule, pattern in covered.items():
        if pattern.compiled.fullmatch(found.words):
            return NotJudged(f"“{title}”部分没有可以检查的内容。", rule, place=bound.place)
    return found


def without(found: Passage, dropped: tuple[Regex, ...]) -> str:
    """The passage's words without the sentences that are not the section's own."""
    words = found.words
    for pattern in dropped:
        words = pattern.compiled.sub("", words)
    return words
