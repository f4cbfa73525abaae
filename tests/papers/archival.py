"""What every PDF of the program has to be: PDF/A-2b, tagged as it is read, with a structure that holds together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any
from unicodedata import is_normalized

import pikepdf
import pypdfium2
from pikepdf import pdfa
from pikepdf.objects import Object

from lcdesk.papers.kit.letters import width

ROLES = {
    *("Document", "Sect", "H1", "H2", "H3", "P", "Table", "TR", "TH", "TD"),
    *("Figure", "Caption", "TOC", "TOCI", "Link", "Lbl", "Reference", "Span"),
}
HEADINGS = ("/H1", "/H2", "/H3")
SPEAKING = (*HEADINGS, "/P", "/Caption", "/Link", "/Figure")
"""Roles of what has something to say; a cell may be empty."""
UNNAMED = ("", "untitled", "anonymous", "(anonymous)")
"""What reportlab writes where it was told nothing."""
_HAIR = 0.002
PAINTING = {
    *(
        "Tj",
        "TJ",
        "'",
        '"',
        "S",
        "s",
        "f",
        "F",
        "f*",
        "B",
        "B*",
        "b",
        "b*",
        "sh",
        "Do",
        "INLINE IMAGE",
    )
}


def assert_archival(data: bytes) -> None:
    """Fail unless a PDF is a PDF/A-2b that opens without a warning, and its tags are whole."""
    report = pdfa.validate_written(BytesIO(data), "2b")
    assert report.passed, [str(finding) for finding in report.findings]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax() and not pdf.get_warnings()
        assert_described(pdf)
        assert_tagged(pdf)
    assert_readable(data)


def assert_described(pdf: pikepdf.Pdf) -> None:
    """The document says its language, title and author, and that it is tagged."""
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "vi-VN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        title, author = str(pdf.docinfo.get("/Title", "")), str(pdf.docinfo.get("/Author", ""))
        assert title.strip() not in UNNAMED and author.strip() not in UNNAMED, (
            "no title, or no author"
        )
        assert metadata["dc:title"] == title and metadata["dc:creator"] == [author]
        assert metadata["pdfaid:part"] == "2" and metadata["pdfaid:conformance"] == "B"


def assert_readable(data: bytes) -> None:
    """pdfium opens it, and its letters are composed."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert all(is_normalized("NFC", text) for text in texts)


def assert_tagged(pdf: pikepdf.Pdf) -> None:
    """What is drawn is marked, and what is marked as content belongs to one element, which says so too."""
    elements = elements_of(pdf)
    assert {str(element.S)[1:] for element in elements} <= ROLES
    owners = owners_of(elements)
    entries = parent_entries(pdf)
    pages = pages_of(pdf)
    for page in pdf.pages:
        assert page.obj.Tabs == "/S" and "/Trans" not in page.obj
        marked = pages[page.obj.objgen].numbers
        assert marked == list(range(len(marked)))
        parents = entries[int(page.obj.StructParents)]
        assert len(parents) == len(marked)
        for number, parent in enumerate(parents):
            assert owners.pop((page.obj.objgen, number)) == parent.objgen
        assert_links(page, entries)
    assert not owners, "elements name content that no page has"
    assert_levels([str(element.S) for element in elements])
    assert_in_order(elements[0], list(pages))
    assert_heard(pages)
    for element in elements:
        if element.S in SPEAKING:
            assert said(element, pages), f"an empty {element.S}"
        if element.S == "/Figure":
            assert len(str(element.Alt).split()) > 2, "a figure is told of in words"
            assert len(element.A.BBox) == 4
        if element.S == "/Table":
            assert_regular(element)


def assert_levels(roles: list[str]) -> None:
    """Headings begin at the first level and leave none out on the way down."""
    levels = [int(role[2:]) for role in roles if role in HEADINGS]
    assert levels and levels[0] == 1, "the document has no heading of the first level"
    assert all(below <= above + 1 for above, below in pairwise(levels)), (
        "a level of headings is left out"
    )


def assert_in_order(element: Object, pages: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The parts of every element are read in the order in which they begin on the pages; where this one begins."""
    begins = []
    for kid in kids_of(element):
        if content := content_of(element, kid):
            begins.append((pages.index(content[0]), content[1]))
        elif "/S" in kid and (begin := assert_in_order(kid, pages)):
            begins.append(begin)
    assert begins == sorted(begins), f"{element.S} is not read in its order"
    return min(begins, default=None)


def assert_heard(pages: dict[tuple[int, int], "Page"]) -> None:
    """Every page has content, and all that is no content but numbers and dots was read before, but for one notice."""
    heard = squeezed(text for page in pages.values() for text in page.texts.values())
    for page in pages.values():
        assert any(page.texts.values()), "a page without content"
        lines = [squeezed([line]).strip("0123456789.") for line in page.artifacts]
        unheard = [line for line in lines if line not in heard]
        assert len(unheard) <= 1, unheard


def squeezed(texts: Iterable[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def elements_of(pdf: pikepdf.Pdf) -> list[Object]:
    """All elements in the order in which they are read."""
    (root,) = kids_of(pdf.Root.StructTreeRoot)
    assert root.S == "/Document"
    return [root, *below(root)]


def below(element: Object) -> Iterator[Object]:
    for kid in kids_of(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield kid
            yield from below(kid)


def kids_of(element: Object) -> list[Any]:
    """Numbers of marked content, and what a PDF has as its objects: pikepdf knows of each only when it is there."""
    kids: Any = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


def content_of(element: Object, kid: int | Object) -> tuple[tuple[int, int], int] | None:
    """Page and number of the marked content that a kid of an element is; None for another kid."""
    if isinstance(kid, int):
        return element.Pg.objgen, int(kid)
    return (kid.Pg.objgen, int(kid.MCID)) if kid.get("/Type") == "/MCR" else None


def owners_of(elements: list[Object]) -> dict[tuple[tuple[int, int], int], tuple[int, int]]:
    """(page, number of the content) -> the element that names it; none is named twice."""
    owners: dict[tuple[tuple[int, int], int], tuple[int, int]] = {}
    for element in elements:
        for key in filter(None, (content_of(element, kid) for kid in kids_of(element))):
            assert key not in owners
            owners[key] = element.objgen
    return owners


def said(element: Object, pages: dict[tuple[int, int], "Page"]) -> str:
    """What an element says in its own words."""
    found = filter(None, (content_of(element, kid) for kid in kids_of(element)))
    return " ".join(pages[page].texts[number] for page, number in found).strip()


def parent_entries(pdf: pikepdf.Pdf) -> dict[int, Object]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey > keys[-1]
    return dict(zip(keys, numbers[1::2], strict=True))


@dataclass
class Page:
    """What is marked on a page: the numbers of its content in their order, the text of each, and other lines."""

    numbers: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)


def pages_of(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Page]:
    """Object of each page -> what is marked on it."""
    fonts = {}
    for page in pdf.pages:
        for font in page.obj.Resources.Font.values():
            if font.objgen not in fonts:
                fonts[font.objgen] = letters_of(font)
    return {page.obj.objgen: read_page(page, fonts) for page in pdf.pages}


def read_page(page: pikepdf.Page, fonts: dict[tuple[int, int], dict[int, str]]) -> Page:
    """Everything that paints is in a mark, and no mark is empty; texts are decoded by the fonts of the page."""
    found, inside, painted, number, font = Page(), False, False, None, {}
    lines = [""]
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match name := str(instruction.operator):
            case "BMC" | "BDC":
                assert not inside, "marks within marks"
                inside, painted, lines, number = True, False, [""], None
                if name == "BDC":
                    number = int(operands[1].MCID)
                    found.numbers.append(number)
                else:
                    assert operands[0] == "/Artifact"
            case "EMC":
                assert inside and painted, "an empty mark"
                if number is None:
                    found.artifacts += filter(str.strip, lines)
                else:
                    found.texts[number] = " ".join(" ".join(lines).split())
                inside = False
            case "Tf":
                font = fonts[page.obj.Resources.Font[str(operands[0])].objgen]
            case "T*":
                lines.append("")
            case "Tm" if number is None:
                lines.append("")
            case "Tj":
                lines[-1] += "".join(font[code] for code in bytes(operands[0]))
        if name in PAINTING:
            assert inside, f"{name} outside of any mark"
            painted = True
    assert not inside
    return found


def assert_links(page: pikepdf.Page, entries: dict[int, Object]) -> None:
    for annotation in page.obj.get("/Annots", []):
        assert annotation.Subtype == "/Link" and annotation.F == 4
        element = entries[int(annotation.StructParent)]
        assert any(
            kid.get("/Obj", None) == annotation
            for kid in kids_of(element)
            if not isinstance(kid, int)
        )


def assert_regular(table: Object) -> None:
    """All rows are as wide, with what spans them; there are heads, and they say what they head."""
    rows = [kid for kid in kids_of(table) if kid.S == "/TR"]
    assert len(rows) == sum(kid.S != "/Caption" for kid in kids_of(table))
    widths: set[int] = set()
    hanging: Counter[int] = Counter()
    for number, row in enumerate(rows):
        cells = kids_of(row)
        assert all(cell.S in ("/TH", "/TD") for cell in cells)
        widths.add(sum(span(cell, "/ColSpan") for cell in cells) + hanging[number])
        for cell in cells:
            for below in range(number + 1, number + span(cell, "/RowSpan")):
                hanging[below] += span(cell, "/ColSpan")
    assert len(widths) == 1, widths
    assert max(hanging, default=0) < len(rows)
    heads = [cell for row in rows for cell in kids_of(row) if cell.S == "/TH"]
    assert heads and all(cell.A.Scope == "/Column" for cell in heads)


def span(cell: Object, name: str) -> int:
    facts: Any = cell.get("/A", {})
    return int(facts.get(name, 1))


def read_out(data: bytes) -> list[tuple[str, str]]:
    """(role, text) of each element with content of its own, in reading order, as a screen reader meets them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = pages_of(pdf)
        told = [(str(element.S)[1:], said(element, pages)) for element in elements_of(pdf)]
    return [(role, text) for role, text in told if text]


def letters_of(font: Object) -> dict[int, str]:
    """Byte -> letter by the ToUnicode table of a font, which reportlab writes letter by letter.

    Each byte has a letter of its own, which is as wide in the shipped font as the byte is in this one.
    """
    assert "/ToUnicode" in font, "letters that nobody can read"
    table = font.ToUnicode.read_bytes().decode("ascii").partition("beginbfchar")[2]
    letters = {
        int(code, 16): chr(int(letter, 16))
        for code, letter in re.findall(r"<(\w+)> <(\w+)>", table)
    }
    shown = [
        letter for letter in letters.values() if letter not in "\0 "
    ]  # with which unused bytes are filled
    assert len(set(shown)) == len(shown), "two bytes of a font are one letter"
    name, first = str(font.BaseFont).partition("+")[2], int(font.FirstChar)
    for code, letter in letters.items():
        assert abs(float(font.Widths[code - first]) / 1000 - width(letter, name)) < _HAIR, (
            name,
            letter,
        )
    return letters
