"""Which section of the form a heading means: by its words, not by its number."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Place
from ..model import Document, Section
from ..patterns import compiled
from ..terms import BoundSection, SectionTerm, Template, Wording
from ..wording import bare, normalise
from .labels import similarity

_REMARK = compiled(r"\([^()]*\)$")
_ALIKE = 0.75
_SURE: tuple[Wording, ...] = ("canonical", "accepted")
_RANKS: tuple[Wording, ...] = ("canonical", "accepted", "variant")


def bind_sections(document: Document, template: Template) -> tuple[BoundSection, ...]:
    """Every section with the term it meets; sure wordings first, then those that look alike."""
    found: list[tuple[SectionTerm | None, Wording]] = [
        _match(template, section.heading.title) for section in document.sections]
    taken = {term.name for term, _ in found if term}
    for index, section in enumerate(document.sections):
        if found[index][0] is None and (term := _alike(template, section.heading.title, taken)):
            found[index] = (term, "alike")
            taken.add(term.name)
    for index, section in enumerate(document.sections):
        if term := _misnamed(template, found, index, section):
            found[index] = (term, "alike")
    return tuple(_bound(section, term, wording)
                 for section, (term, wording) in zip(document.sections, found, strict=True))


def _misnamed(template: Template, found: list[tuple[SectionTerm | None, Wording]], index: int,
              section: Section) -> SectionTerm | None:
    """The section that is missing and has the number of this one, whose words are those of another that stands
    under its own name behind it: 一、主动公开情况 … 二、主动公开政府信息情况."""
    own, wording = found[index]
    again = any(term is own and rank in _SURE for term, rank in found[index + 1:])
    if own is None or wording in _SURE or not again:
        return None
    taken = {term.name for term, _ in found if term}
    missing = (term for term in template.sections if term.name not in taken)
    return next((term for term in missing if term.ordinal == section.heading.ordinal), None)


def _bound(section: Section, term: SectionTerm | None, wording: Wording) -> BoundSection:
    text = section.heading.text
    name = " ".join(text.value.split())
    return BoundSection(section, term, wording, Place(text.origin(), name))


def _match(template: Template, title: str) -> tuple[SectionTerm | None, Wording]:
    words = normalise(title).rstrip(":;、。.")
    plain = _REMARK.sub("", words)
    for rank in _RANKS:
        hits = [term for term in template.sections if any(w == rank for w in _wordings(term, words, plain))]
        if hits:
            return hits[0], rank
    return None, "none"


def _wordings(term: SectionTerm, words: str, plain: str) -> Iterator[Wording]:
    if words == normalise(term.title):
        yield "canonical"
    if words in {normalise(title) for title in term.accepted}:
        yield "accepted"
    if plain in {normalise(title) for title in (term.title, *term.accepted)}:
        yield "variant"
    if any(pattern.compiled.fullmatch(plain) for pattern in term.variants):
        yield "variant"


def _alike(template: Template, title: str, taken: set[str]) -> SectionTerm | None:
    """The term whose heading differs by a letter or two."""
    scored = [(similarity(bare(title), bare(known)), -term.ordinal, term) for term in template.sections
              if term.name not in taken for known in (term.title, *term.accepted)]
    best = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
    return best[2] if best[0] >= _ALIKE else None
