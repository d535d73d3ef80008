"""Which lines are headings: by their number, their words, their length."""

from __future__ import annotations

import re

from ..model import Heading, Text
from ..patterns import compiled
from ..records import dataclass
from ..wording import normalise
from .language import Language
from .numbering import ordinal

LONGEST = 40
"""Characters of a heading's words; a longer one must be known."""

LONGEST_KNOWN = 60
LONGEST_POINT = 30

LONGEST_REMARK = 16
"""Characters of a remark in brackets behind a heading's words."""

_TRAILING = " \t\n\u3000\u200b\u200e\u200f\u2060\ufeff\u00ad。：:."
_REMARK = compiled(rf"\([^()]{{,{LONGEST_REMARK}}}\)$")
_BRACKETED = compiled(rf"[（(【\[][^（）()]{{0,{LONGEST_REMARK}}}[）)】\]]")
_NUMBERED = compiled(r"^(?:\([^()]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])")
_CHINESE = compiled("[一二三四五六七八九十]{1,3}、")
"""A section's number: rows of a table that are numbered otherwise do not begin so."""
_ROW_OF_FIGURES = compiled(r"\d[\d\s.,，/-]*$")
_STOP = compiled(r"[。；：:！？（(\n]|[一二三四五六七八九十]{1,3}[、.．]|\d{5}")
_COMMA = compiled("[，,]")
_PAUSE = compiled("[，。；！？,;!?\n]")
_OF_TEXT = compiled(r"[\d，,：:]")
_FIGURE = compiled(r"[\d(:/-]")


@dataclass(frozen=True)
class Vocabulary:
    """The words of a form that tell its headings from other text.

    `titles`: a pattern for each section's title with all its wordings, matched whole against the
    normalised title without number. `rows`: normalised labels of rows that look like headings
    (numbered ones); such a line is never a heading. `subject`: the words that titles of such reports
    end with.
    """

    titles: tuple[re.Pattern[str], ...] = ()
    rows: frozenset[str] = frozenset()
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A line as far as it is understood: a heading (or none), and the text behind it (or none)."""

    kind: str
    heading: Heading | None
    rest: Text | None
    known: int = -1


class Headings:
    """Reads single lines, with the language of reports and a form's vocabulary."""

    def __init__(self, language: Language, vocabulary: Vocabulary) -> None:
        self.language = language
        self.vocabulary = vocabulary
        self._row_words = tuple((_NUMBERED.sub("", label), _CHINESE.match(label)) for label in vocabulary.rows)

    # ---- words --------------------------------------------------------------------------------

    def known(self, words: str) -> int:
        """Which title of the vocabulary these words are, -1 for none; a remark in brackets is allowed."""
        if len(words) > 2 * LONGEST_KNOWN:
            return -1
        plain = normalise(words).rstrip("。.:;、·")
        if len(plain) > LONGEST_KNOWN:
            return -1
        for form in dict.fromkeys((plain, _REMARK.sub("", plain))):
            for number, pattern in enumerate(self.vocabulary.titles):
                if pattern.fullmatch(form):
                    return number
        return -1

    def prefix(self, words: str) -> int:
        """How many characters of `words` are a known title, if prose follows it on the same line.

        The shortest known title that ends as titles do, and what is joined to it ("…问题及改进情况").
        """
        if self.is_row(words):
            return 0
        stop = _STOP.search(words, 0, LONGEST_KNOWN)
        run = words[:stop.start() if stop else LONGEST_KNOWN]
        end = 0
        for found in self.language["HEADING_END"].finditer(run):
            if end and not self._joined(run[end:found.end()]):
                break
            head = run[:found.end()]
            if not self._sentence(head) and self.known(head) >= 0:
                end = found.end()
        return end

    def _joined(self, more: str) -> bool:
        joint = self.language["HEADING_JOIN"].match(more)
        return bool(joint or self.language["HEADING_END"].fullmatch(more)) and len(more) <= 20

    def _sentence(self, head: str) -> bool:
        comma = "，" in head or "," in head
        return bool(self.language["NOT_HEADING"].search(head)) or (comma and len(head) > 20)

    def is_row(self, line: str) -> bool:
        """Whether a line is (or begins with) a row of a table, its figures behind it."""
        plain = normalise(line[:4 * LONGEST_KNOWN])
        if plain in self.vocabulary.rows:
            return True
        words, chinese = _NUMBERED.sub("", plain), _CHINESE.match(plain)
        return any(label and (own or not chinese) and words.startswith(label) and _figures(words[len(label):])
                   for label, own in self._row_words)

    # ---- lines --------------------------------------------------------------------------------

    def read(self, text: Text, level: int) -> Cut:
        """What a line begins with. `level` is the heading level its format states, 0 for none."""
        value = text.value
        if value.endswith(("；", ";")) or self.is_row(value) or self._is_contents(value):
            return Cut("PARAGRAPH", None, text)
        for kind, read in (("SECTION", self._section), ("SUBSECTION", self._lesser), ("POINT", self._lesser)):
            found = self.language[kind].match(value)
            if found and found.end() < len(value):
                return read(kind, text, found, level)
        if self.language["LISTED"].match(value):
            return Cut("LISTED", None, text)
        return self._unmarked(text, level) or self._unnumbered(text, level) or Cut("PARAGRAPH", None, text)

    def _is_contents(self, value: str) -> bool:
        return len(value) <= 2 * LONGEST_KNOWN and bool(self.language["CONTENTS"].match(value))

    def _section(self, kind: str, text: Text, found: re.Match[str], level: int) -> Cut:
        words = text.value[found.end():]
        whole = not self.language["SENTENCE_END"].search(words.rstrip(_TRAILING))
        known = self.known(words) if whole else -1
        end = self.prefix(words)
        if end and (known < 0 or self._prose(words[end:])):
            return self._cut(kind, text, found, end, self.known(words[:end]))
        if known >= 0 or (whole and len(words) <= (LONGEST_KNOWN if level else LONGEST)):
            return self._cut(kind, text, found, len(words), known)
        return Cut("LISTED", None, text)

    def _prose(self, rest: str) -> bool:
        """Whether what stands behind a known title is the text under it, not part of it."""
        words = rest.strip(_TRAILING)
        if not words or _BRACKETED.fullmatch(words):
            return False
        begun = words.startswith(("（", "(")) or self.language["NOT_HEADING"].match(words)
        sentence = rest.rstrip().endswith("。") or _OF_TEXT.search(rest)
        return bool(begun or sentence) or len(words) > 12

    def _lesser(self, kind: str, text: Text, found: re.Match[str], level: int) -> Cut:
        words = text.value[found.end():]
        limit = LONGEST_POINT if kind == "POINT" else LONGEST
        end = self._lead(words, limit)
        head = words[:end]
        clause = kind == "POINT" and _COMMA.search(head)
        if not end or clause or (_ROW_OF_FIGURES.search(head) and not level):
            return Cut("LISTED", None, text)
        return self._cut(kind, text, found, end, self.known(head))

    def _lead(self, words: str, limit: int) -> int:
        """Where the heading of a numbered paragraph ends: 0 if it has none."""
        short = len(words) <= limit
        for found in self.language["LEAD_END"].finditer(words, 0, limit + 1):
            nothing = self.language["NOT_HEADING"].match(words, found.end())
            unsure = found[0].isspace() and (found.start() < 4 or (short and not nothing))
            if found.start() < 2 or unsure:
                continue
            return found.end()
        return len(words) if short else 0

    def _unmarked(self, text: Text, level: int) -> Cut | None:
        """"一 标题", "一标题": the mark behind the number is lost; "一。标题": it is a wrong one."""
        found = self.language["UNMARKED"].match(text.value)
        if not found:
            return None
        words = text.value[found.end():]
        known = self.known(words) if not self._sentence(words) else -1
        return self._cut("SECTION", text, found, len(words), known) if known >= 0 else None

    def _unnumbered(self, text: Text, level: int) -> Cut | None:
        """A line that is a known title, or that its format calls a heading: to be decided by the rest."""
        words = text.value
        if len(words) > LONGEST_KNOWN or _PAUSE.search(words.rstrip(_TRAILING)):
            return None
        known = -1 if self._sentence(words) else self.known(words)
        if known < 0 and not level:
            return None
        ends = [found.end() for found in self.language["HEADING_END"].finditer(words.rstrip(_TRAILING))]
        if known >= 0 and not level and len(words.rstrip(_TRAILING)) not in ends:
            return None
        return Cut("UNNUMBERED", Heading(text, "", 0, 1, words.strip(_TRAILING)), None, known)

    def _cut(self, kind: str, text: Text, found: re.Match[str], end: int, known: int) -> Cut:
        """A heading whose words go on for `end` characters, marks behind them included."""
        stop = found.end() + end
        while stop < len(text.value) and text.value[stop] in _TRAILING:
            stop += 1
        value = text.value[:stop].rstrip()
        head = text.slice(0, len(value))
        number = found["number"].strip()
        level = {"SECTION": 1, "SUBSECTION": 2, "POINT": 3}[kind]
        title = value[found.end():].strip(_TRAILING)
        rest = text.slice(stop) if stop < len(text.value) else None
        return Cut(kind, Heading(head, number, ordinal(number), level, title), rest, known)


def _figures(rest: str) -> bool:
    return not rest or bool(_FIGURE.match(rest))
