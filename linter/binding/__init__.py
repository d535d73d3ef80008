"""A document seen through a template: its sections, tables, rows, columns and figures by the form's names."""

from __future__ import annotations

from ..model import Document
from ..terms import Template, View
from ..wording import normalise
from .sections import bind_sections
from .tables import bind_tables

__all__ = ["bind"]


def bind(document: Document, template: Template) -> View:
    """Finds what the template names. Nothing is demanded here: what is not there is left out."""
    sections = bind_sections(document, template)
    return View(document, template, document.year, _organ(document, template), sections,
                bind_tables(document, template, sections))


def _organ(document: Document, template: Template) -> str:
    """The kind of organ, told from the agency's name; "" where it cannot be told."""
    agency = normalise(document.title.agency) if document.title else ""
    return next((o.name for o in template.organs if agency and o.pattern.search(agency)), "")
