"""Parts of a page that are not its text: hidden elements, navigation, footers, share buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...patterns import compiled
from .tokenizer import START, TEXT, Token


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


BLOCKS = _names(
    "address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main marquee menu nav ol "
    "p pre section summary ul xmp caption table tbody td tfoot th thead tr br")
"""Elements that begin and end a line."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
VOID = _names("area base basefont bgsound br col embed frame hr img input link meta param source track "
              "wbr")
"""Elements that hold nothing."""

_HIDDEN = compiled(r"display[\t\n\f ]*:[\t\n\f ]*none", re.IGNORECASE)
_CHROME_TAGS = {"nav", "header", "footer", "button"}
_CHROME_NAME = compiled(
    r"(?:^|[\s_-])(?:(?:main|top|site|page|sub|left|right|web|foot)?[_-]?nav(?:bar|igation)?|menu(?:bar)?|"
    r"bread[_-]?crumbs?|crumbs?|(?:bd)?share\w*|(?:site|page|web)?[_-]?(?:footer|header)|foot|copyright|"
    r"friend[_-]?links?|toolbar|pagination|pager)\d*(?:$|\s)", re.IGNORECASE)
_NAMED = {"div", "ul", "ol", "section", "aside", "table"}
CHROME_ELEMENTS = _NAMED | _CHROME_TAGS
"""Elements that can be chrome, by what they are or what they are called."""
_NUMBERED = compiled(r"[\t\n\f ]*[一二三四五六七八九十]+、")
_REPORT_CELLS = 20  # a report's tables have 280 cells, a layout or metadata table seldom 20
_CLOSED_BY_NEXT = {  # element that may end without an end tag → what ends it, what nests it
    "p": (BLOCKS - {"br"}, frozenset[str]()),
    "td": (frozenset({"td", "th", "tr", "tbody"}), frozenset({"table"})),
    "th": (frozenset({"td", "th", "tr", "tbody"}), frozenset({"table"})),
    "tr": (frozenset({"tr", "tbody", "tfoot"}), frozenset({"table"})),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
}


class Region:
    """An element's tokens up to and without index `end`, and what speaks for its being content."""

    __slots__ = ("cells", "end", "headings", "numbered", "sentences")

    def __init__(self) -> None:
        self.end = self.cells = self.headings = 0
        self.sentences = self.numbered = False


class Regions:
    """Looks ahead in a page to the end of an element. Total looking is bounded: afterwards all is content."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._left = 4 * len(tokens) + 1000
        self._cells: int | None = None

    def hidden_end(self, index: int) -> int:
        """Where the hidden element that begins at `index` ends; 0 if it is to be read.

        Read all the same is an element that is never closed, or that holds most of the page's table
        cells: pages hide the text behind a tab or until their script has run.
        """
        token = self._tokens[index]
        if token.attr("hidden") is None:
            style = token.attr("style")
            if not style or "none" not in style.lower() or not _HIDDEN.search(style):
                return 0
        region = self._region(index)
        if region is None or (region.cells >= _REPORT_CELLS and region.cells * 2 > self._all_cells()):
            return 0
        return region.end

    def chrome_end(self, index: int) -> int:
        """Where the chrome that begins at `index` ends; 0 if it is none or speaks like a report."""
        token = self._tokens[index]
        if token.tag not in _CHROME_TAGS and not self._named(token):
            return 0
        region = self._region(index)
        if region is None or region.cells >= _REPORT_CELLS or region.sentences or region.numbered:
            return 0
        return 0 if region.headings and token.tag != "nav" else region.end

    def unread_end(self, index: int) -> int:
        """Where an element that is never text ends; if nothing closes it, only its start tag is skipped."""
        region = self._region(index)
        return region.end if region else index + 1

    def _named(self, token: Token) -> bool:
        if token.tag not in _NAMED:
            return False
        return any(_CHROME_NAME.search(name) for name in (token.attr("class"), token.attr("id")) if name)

    def _all_cells(self) -> int:
        if self._cells is None:
            self._cells = sum(1 for token in self._tokens if token.type == START and token.tag == "td")
        return self._cells

    def _region(self, index: int) -> Region | None:
        tag = self._tokens[index].tag or ""
        if tag in VOID or self._left <= 0:
            return None
        region = self._closed(index, tag)
        self._left -= (region.end if region else len(self._tokens)) - index
        return region

    def _closed(self, index: int, tag: str) -> Region | None:
        closers, nesters = _CLOSED_BY_NEXT.get(tag, (frozenset(), frozenset({tag})))
        region, depth = Region(), 0
        for at in range(index + 1, min(len(self._tokens), index + 1 + self._left)):
            token = self._tokens[at]
            name = token.tag
            if name is None:
                if token.type == TEXT:
                    _weigh(region, token.data or "")
            elif token.type == START:
                if depth == 0 and name in closers:
                    region.end = at
                    return region
                depth += name in nesters
                region.cells += name == "td"
                region.headings += name in ("h1", "h2", "h3")
            else:
                if depth == 0 and (name == tag or name in nesters):
                    region.end = at + (name == tag)
                    return region
                depth -= name in nesters
        return None


def _weigh(region: Region, words: str) -> None:
    if "。" in words:
        region.sentences = True
    if "、" in words and _NUMBERED.match(words):
        region.numbered = True
