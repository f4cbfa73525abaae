"""The tree of a tagged PDF: which content of which page belongs to which part of the document."""

from codecs import BOM_UTF16_BE
from collections.abc import Iterator, Sequence
from itertools import count

from lcdesk.papers.pdf.objects import Objects

_CELLS = ("TR", "TH", "TD")


class Element:
    """A part of a document; `role` is a standard structure type such as "H1", "P", "Table", "TD".

    Without a parent it joins the document where it is first drawn. A cell spans so many `columns`
    and `rows`.
    A figure has an `alt` text, and a `box` in points of its page once it is drawn. One that is
    drawn `once` is
    content where it is first drawn and not where it comes again, as the head of a table on its
    later pages.
    """

    __slots__ = ("alt", "box", "children", "columns", "once", "parent", "role", "rows")

    def __init__(
        self,
        role: str,
        parent: "Element | None" = None,
        *,
        alt: str = "",
        columns: int = 1,
        rows: int = 1,
        once: bool = False,
    ) -> None:
        self.role, self.parent, self.alt, self.columns, self.rows, self.once = (
            role,
            parent,
            alt,
            columns,
            rows,
            once,
        )
        self.box: tuple[float, ...] = ()
        self.children: list[Element] = []
        if parent is not None:
            parent.children.append(self)


class _Node:
    """An element in one document: its number, its contents as (page, number on the page),
    references to other kids."""

    __slots__ = ("contents", "kids", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.contents: list[tuple[int, int]] = []
        self.kids: list[bytes] = []


class Structure:
    """What was drawn of one document so far; rows of large tables are packed as soon as their page
    ends."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._nodes: dict[Element, _Node] = {}
        self._root = objects.reserve()
        self._document = Element("Document")
        self._nodes[self._document] = _Node(objects.reserve())
        self._pages: list[int] = []
        self._owners: list[int] = []  # element of each content of the page that is being drawn
        self._rows: list[
            tuple[int, int, Sequence[tuple[Sequence[bytes], Sequence[bool]]], int]
        ] = []
        self._entries: list[bytes] = []

    def drawn(self, element: Element) -> bool:
        """Has this element, or one below it, been drawn?"""
        return element in self._nodes

    def has_rows(self, table: Element) -> bool:
        """Has a part of this table been drawn by `table_rows`?"""
        return table in self._nodes and bool(self._nodes[table].kids)

    def content(self, element: Element) -> int:
        """The number that marks the next content of the page, which belongs to an element."""
        node = self._node(element)
        node.contents.append((len(self._pages), len(self._owners)))
        self._owners.append(node.number)
        return len(self._owners) - 1

    def table_rows(
        self, table: Element, rows: Sequence[tuple[Sequence[bytes], Sequence[bool]]]
    ) -> int:
        """Add rows of cells drawn on this page; the number of their first content, which the others
        follow.

        A row has for each cell its attributes (see `cell`), and whether it is drawn or empty.
        """
        node, first = (
            self._node(table),
            self._objects.reserve(sum(len(drawn) + 1 for _cells, drawn in rows)),
        )
        begin, number = len(self._owners), first
        self._rows.append((first, node.number, rows, begin))
        kids = []
        for _cells, drawn in rows:
            kids.append(b"%d 0 R" % number)
            self._owners += [each for each, is_drawn in enumerate(drawn, number + 1) if is_drawn]
            number += len(drawn) + 1
        node.kids.append(b" ".join(kids))
        return begin

    def link(self, element: Element, annotation: int) -> int:
        """Note that an annotation belongs to an element; the key by which the annotation names
        it."""
        node = self._node(element)
        node.kids.append(b"<</Type/OBJR/Obj %d 0 R>>" % annotation)
        return self._entry(b"%d 0 R" % node.number)

    def end_page(self, page: int) -> int:
        """Close the page that is being drawn, an object of that number; the key by which it names
        its elements."""
        for first, table, rows, content in self._rows:
            bodies = list(_row_bodies(first, table, page, rows, content))
            self._objects.pack(range(first, first + len(bodies)), bodies)
        owners = self._objects.reserve()
        self._objects.pack(
            [owners], [b"[%b]" % b" ".join([b"%d 0 R" % number for number in self._owners])]
        )
        self._pages.append(page)
        self._owners, self._rows = [], []
        return self._entry(b"%d 0 R" % owners)

    def finish(self) -> int:
        """Pack what is left and give the number of the root of the tree."""
        written = sorted(self._written(self._document, self._root))
        self._objects.pack(
            [number for number, _body in written], [body for _number, body in written]
        )
        document = self._nodes[self._document].number
        tree = b"/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d" % (
            b" ".join(self._entries),
            len(self._entries),
        )
        self._objects.pack(
            [self._root], [b"<</Type/StructTreeRoot/K %d 0 R%b>>" % (document, tree)]
        )
        return self._root

    def _entry(self, reference: bytes) -> int:
        key = len(self._entries)
        self._entries.append(b"%d %b" % (key, reference))
        return key

    def _node(self, element: Element) -> _Node:
        node = self._nodes.get(element)
        if node is None:
            node = self._nodes[element] = _Node(self._objects.reserve())
            if element.parent is None:
                self._document.children.append(element)
            else:
                self._node(element.parent)
        return node

    def _written(self, element: Element, parent: int) -> Iterator[tuple[int, bytes]]:
        """The number and text of an element and those below it; empty cells too, so that tables are
        regular."""
        node = self._node(element)
        kids = []
        for child in element.children:
            if child in self._nodes or child.role in _CELLS:
                kids.append(b"%d 0 R" % self._node(child).number)
                yield from self._written(child, node.number)
        yield node.number, self._body(element, node, kids, parent)

    def _body(self, element: Element, node: _Node, kids: list[bytes], parent: int) -> bytes:
        page = b"/Pg %d 0 R" % self._pages[node.contents[0][0]] if node.contents else b""
        kids = [self._reference(node, *content) for content in node.contents] + kids + node.kids
        inside = b"/K[%b]" % b" ".join(kids) if kids else b""
        alt = (
            b"/Alt<%b>" % (BOM_UTF16_BE + element.alt.encode("utf-16-be")).hex().encode()
            if element.alt
            else b""
        )
        return b"<<%b/P %d 0 R%b%b%b>>" % (attributes(element), parent, page, inside, alt)

    def _reference(self, node: _Node, page: int, number: int) -> bytes:
        if page == node.contents[0][0]:
            return b"%d" % number
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._pages[page], number)


def attributes(element: Element) -> bytes:
    """Role and attributes of an element as the PDF says them."""
    role = b"/S/" + element.role.encode()
    if element.box:
        box = b" ".join(b"%.2f" % side for side in element.box)
        return role + b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % box
    spans = (b"/ColSpan %d" % element.columns if element.columns > 1 else b"") + (
        b"/RowSpan %d" % element.rows if element.rows > 1 else b""
    )
    scope = b"/Scope/Column" if element.role == "TH" else b""
    return role + (b"/A<</O/Table%b%b>>" % (scope, spans) if scope or spans else b"")


def _row_bodies(
    number: int,
    table: int,
    page: int,
    rows: Sequence[tuple[Sequence[bytes], Sequence[bool]]],
    content: int,
) -> Iterator[bytes]:
    contents = count(content)
    for cells, drawn in rows:
        kids = b" ".join([b"%d 0 R" % each for each in range(number + 1, number + 1 + len(drawn))])
        yield b"<</S/TR/P %d 0 R/K[%b]>>" % (table, kids)
        above = b"/P %d 0 R>>" % number
        inside = b"/P %d 0 R/Pg %d 0 R/K " % (number, page)
        for cell, is_drawn in zip(cells, drawn, strict=True):
            yield (
                b"<<%b%b%d>>" % (cell, inside, next(contents))
                if is_drawn
                else b"<<%b%b" % (cell, above)
            )
        number += len(drawn) + 1
