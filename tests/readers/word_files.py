"""Small Word files made from what stands in them: a body, and styles and numbering where wanted."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PREFIXES = f"""xmlns:w="{TRANSITIONAL}" xmlns:m="{_OFFICE}/math" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:later="urn:later"
 xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"
 xmlns:r="{_OFFICE}/relationships" """


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {_PREFIXES}>{content}</w:{root}>'


def parts(body: str, styles: str = "", numbering: str = "") -> dict[str, str]:
    """The parts of a package by name."""
    made = {
        "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>""",
        "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>""",
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/relationships/numbering" Target="/word/numbering.xml"/>
</Relationships>""",
    }
    if styles:
        made["word/styles.xml"] = part("styles", styles)
    if numbering:
        made["word/numbering.xml"] = part("numbering", numbering)
    return made


def zipped(made: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def strict(xml: str) -> str:
    """The same in the strict namespaces."""
    return xml.replace(TRANSITIONAL, STRICT).replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument")


def renamed(xml: str) -> str:
    """The same under other prefixes, as programs write it that know no usual ones."""
    xml = re.sub(r"(?<=[</ ])w:(?=\w)", "ns0:", xml.replace("xmlns:w=", "xmlns:ns0="))
    return re.sub(r"(?<=[</])mc:(?=\w)", "ns1:", xml.replace("xmlns:mc=", "xmlns:ns1="))


def wide(xml: str) -> bytes:
    """The same in UTF-16."""
    return xml.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
