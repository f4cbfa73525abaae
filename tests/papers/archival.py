"""What every PDF of the program has to be: PDF/A-2b, tagged as it is read, with a structure that holds together."""

import re
from collections import Counter
from io import BytesIO
from unicodedata import is_normalized

import pikepdf
import pypdfium2
from pikepdf import pdfa

ROLES = {
    *("Document", "Sect", "H1", "H2", "H3", "P", "Table", "TR", "TH", "TD"),
    *("Figure", "Caption", "TOC", "TOCI", "Link", "Lbl", "Reference", "Span"),
}
HEADINGS = ("/H1", "/H2", "/H3")
PAINTING = {*("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE")}


def assert_archival(data):
    """Fail unless a PDF is a PDF/A-2b that opens without a warning, and its tags are whole."""
    report = pdfa.validate_written(BytesIO(data), "2b")
    assert report.passed, [str(finding) for finding in report.findings]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert not pdf.check_pdf_syntax() and not pdf.get_warnings()
        assert_described(pdf)
        assert_tagged(pdf)
    assert_readable(data)


def assert_described(pdf):
    """The document says its language and title, and that it is tagged."""
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "vi-VN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo.Title)
        assert metadata["pdfaid:part"] == "2" and metadata["pdfaid:conformance"] == "B"


def assert_readable(data):
    """pdfium opens it, and its letters are composed."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert all(is_normalized("NFC", text) for text in texts)


def assert_tagged(pdf):
    """What is drawn is marked, and what is marked as content belongs to one element, which says so too."""
    elements = elements_of(pdf)
    roles = Counter(str(element.S) for element in elements)
    assert {role[1:] for role in roles} <= ROLES
    assert any(role in HEADINGS for role in roles)
    owners = owners_of(elements)
    entries = parent_entries(pdf)
    for page in pdf.pages:
        assert page.obj.Tabs == "/S" and "/Trans" not in page.obj
        marked = marks_of(page)
        assert sorted(marked) == list(range(len(marked)))
        parents = entries[int(page.obj.StructParents)]
        assert len(parents) == len(marked)
        for number, parent in enumerate(parents):
            assert owners.pop((page.obj.objgen, number)) == parent.objgen
        assert_links(page, entries)
    assert not owners, "elements name content that no page has"
    for element in elements:
        if element.S == "/Figure":
            assert str(element.Alt).strip() and len(element.A.BBox) == 4
        if element.S == "/Table":
            assert_regular(element)


def elements_of(pdf):
    """All elements in the order in which they are read."""
    (root,) = kids_of(pdf.Root.StructTreeRoot)
    assert root.S == "/Document"
    return [root, *below(root)]


def below(element):
    for kid in kids_of(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield kid
            yield from below(kid)


def kids_of(element):
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


def owners_of(elements):
    """(page, number of the content) -> the element that names it; none is named twice."""
    owners = {}
    for element in elements:
        for kid in kids_of(element):
            if isinstance(kid, int):
                key = (element.Pg.objgen, int(kid))
            elif kid.get("/Type") == "/MCR":
                key = (kid.Pg.objgen, int(kid.MCID))
            else:
                continue
            assert key not in owners
            owners[key] = element.objgen
    return owners


def parent_entries(pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey > keys[-1]
    return dict(zip(keys, numbers[1::2], strict=True))


def marks_of(page):
    """The numbers of the marked content of a page; everything that paints is in a mark, and no mark is empty."""
    numbers, inside, painted = [], False, False
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            assert not inside, "marks within marks"
            inside, painted = True, False
            if name == "BDC":
                numbers.append(int(operands[1].MCID))
            else:
                assert operands[0] == "/Artifact"
        elif name == "EMC":
            assert inside and painted, "an empty mark"
            inside = False
        elif name in PAINTING:
            assert inside, f"{name} outside of any mark"
            painted = True
    assert not inside
    return numbers


def assert_links(page, entries):
    for annotation in page.obj.get("/Annots", []):
        assert annotation.Subtype == "/Link" and annotation.F == 4
        element = entries[int(annotation.StructParent)]
        assert any(kid.get("/Obj", None) == annotation for kid in kids_of(element) if not isinstance(kid, int))


def assert_regular(table):
    """All rows are as wide, with what spans them; there are heads, and they say what they head."""
    rows = [kid for kid in kids_of(table) if kid.S == "/TR"]
    assert len(rows) == sum(kid.S != "/Caption" for kid in kids_of(table))
    widths, hanging = set(), Counter()
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


def span(cell, name):
    return int(cell.get("/A", {}).get(name, 1))


def read_out(data):
    """(role, text) of each element with content of its own, in reading order, as a screen reader meets them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: spoken(page) for page in pdf.pages}
        result = []
        for element in elements_of(pdf):
            own = [
                pages[(element if isinstance(kid, int) else kid).Pg.objgen][
                    int(kid if isinstance(kid, int) else kid.MCID)
                ]
                for kid in kids_of(element)
                if isinstance(kid, int) or kid.get("/Type") == "/MCR"
            ]
            if own:
                result.append((str(element.S)[1:], " ".join(own)))
    return result


def spoken(page):
    """Number of marked content -> its text, decoded by the fonts of the page."""
    fonts = {name: letters_of(font) for name, font in page.obj.Resources.Font.items()}
    texts, number, font = {}, None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = int(operands[1].MCID)
            case "EMC":
                number = None
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" if number is not None:
                text = "".join(font[code] for code in bytes(operands[0]))
                texts[number] = f"{texts[number]}{text}" if number in texts else text
            case "T*" if number is not None:
                texts[number] = texts.get(number, "") + " "
    return {number: " ".join(text.split()) for number, text in texts.items()}


def letters_of(font):
    """Byte -> letter by the ToUnicode table of a font, which reportlab writes letter by letter."""
    table = font.ToUnicode.read_bytes().decode("ascii").partition("beginbfchar")[2]
    return {int(code, 16): chr(int(letter, 16)) for code, letter in re.findall(r"<(\w+)> <(\w+)>", table)}
