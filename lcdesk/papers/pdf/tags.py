"""Content that says what it is: a canvas that marks what is drawn, and texts and figures that are
drawn under a tag."""

import re
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFPage, PDFStream
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from lcdesk.papers.pdf.objects import Objects
from lcdesk.papers.pdf.structure import Element, Structure

# Operators that change how things are drawn and draw nothing themselves.
_SETTING = re.compile("[qQwJjMdiGgKkn]|cm|ri|gs|rg|RG|cs|CS|scn?|SCN?")
_ARTIFACT = "/Artifact BMC"
_PAGE_ENTRIES = (*PDFPage.__NoDefault__, "StructParents", "Tabs")
_HAIR = 1e-6
_PRINTED = 4  # flag of an annotation


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab comes without types
    """A canvas on which all that is drawn belongs to an element, or is an artifact: rules, page
    numbers, notices."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options | {"pdfVersion": (1, 7)})
        self.objects = Objects(self._doc)
        self.structure = Structure(self.objects)
        self._marked = 0  # how much of the page's code is marked
        self._element: Element | None = None

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Let what is drawn here belong to an element. Inside another element it belongs to that
        one."""
        if self._element is not None or (element.once and self.structure.drawn(element)):
            yield
            return
        self._mark_artifact()
        self._element = element
        try:
            yield
        finally:
            self._element = None
            if self._paints():
                self._mark(f"/{element.role} <</MCID {self.structure.content(element)}>> BDC")

    def add_marked(self, code: str) -> None:
        """Add content that is marked already."""
        self._mark_artifact()
        self._code.append(code)
        self._marked = len(self._code)

    def showPage(self) -> None:
        self._mark_artifact()
        super().showPage()
        self._marked = 0
        self._finish(self._doc.Pages.pages[-1])

    def _finish(self, page: Any) -> None:
        """Compress a page now, so that a long document does not keep all its text, and name its
        elements."""
        data = zlib.compress(page.stream.encode("latin-1"))
        page.stream, page.Contents = (
            None,
            PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), data),
        )
        page.Trans = None
        page.StructParents = self.structure.end_page(self._number(page.__InternalName__))
        page.Tabs = PDFName("S")
        page.__NoDefault__ = _PAGE_ENTRIES

    def _number(self, name: str) -> int:
        number: int = self._doc.idToObjectNumberAndVersion[name][0]
        return number

    def _paints(self) -> bool:
        return len(self._code) > self._marked and any(map(_paints, self._code[self._marked :]))

    def _mark(self, mark: str) -> None:
        self._code.insert(self._marked, mark)
        self._code.append("EMC")
        self._marked = len(self._code)

    def _mark_artifact(self) -> None:
        if self._element is None and self._paints():
            self._mark(_ARTIFACT)
        if self._element is None:
            self._marked = len(self._code)

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:
        entries = {"F": _PRINTED}
        super()._addAnnotation(annotation, name, addtopage)
        if self._element is not None:
            entries["StructParent"] = self.structure.link(
                self._element, self._number(annotation.__InternalName__)
            )
        if isinstance(annotation, PDFDictionary):
            annotation.dict.update(entries)
        else:
            annotation.otherkw.update(entries)
            annotation.permitted = (*annotation.permitted, "StructParent")


def _paints(code: str) -> bool:
    """Does a piece of content draw anything?"""
    if code.startswith("BT "):
        return "Tj" in code or "TJ" in code
    return not code.isspace() and not _SETTING.fullmatch(code.split()[-1])


def under(canvas: Any, element: Element) -> AbstractContextManager[None]:
    """Draw under an element where the canvas marks its content."""
    return canvas.tagged(element) if isinstance(canvas, TaggedCanvas) else nullcontext()


class TaggedText(Paragraph):  # type: ignore[misc]
    """A paragraph drawn under its element; without one given its role is that of its style
    (`role`), or "P"."""

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        element: Element | None = None,
        **options: Any,
    ) -> None:
        super().__init__(text, style, **options)
        self.element = element or Element(getattr(style, "role", "P"))
        self._wrapped: tuple[float, tuple[float, float]] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As its lines depend on the width alone, breaking it into them once is enough, however
        often one asks."""
        # Splitting takes the lines away. Sums of widths differ by a hair.
        if (
            self._wrapped is None
            or abs(self._wrapped[0] - width) > _HAIR
            or not hasattr(self, "blPara")
        ):
            self._wrapped = width, super().wrap(width, height)
        return self._wrapped[1]

    def split(self, width: float, height: float) -> list["TaggedText"]:
        parts: list[TaggedText] = super().split(width, height)
        for part in parts:
            part.element = self.element
        return parts

    def draw(self) -> None:
        with under(self.canv, self.element):
            super().draw()


class Tagged(Flowable):  # type: ignore[misc]
    """A flowable that is drawn under an element as a whole."""

    def __init__(self, flowable: Flowable, element: Element) -> None:
        super().__init__()
        self.flowable, self.element = flowable, element
        self.hAlign = getattr(flowable, "hAlign", "LEFT")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.flowable.wrapOn(getattr(self, "canv", None), width, height)
        return self.width, self.height

    def getSpaceBefore(self) -> float:
        return float(self.flowable.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return float(self.flowable.getSpaceAfter())

    def draw(self) -> None:
        with under(self.canv, self.element):
            self.flowable.drawOn(self.canv, 0, 0)


class Figure(Tagged):
    """A flowable drawn as one figure; `alt` says in words what it shows."""

    def __init__(self, flowable: Flowable, alt: str, parent: Element | None = None) -> None:
        super().__init__(flowable, Element("Figure", parent, alt=alt))

    def draw(self) -> None:
        corners = (0, 0), (self.width, self.height)
        self.element.box = tuple(
            side for corner in corners for side in self.canv.absolutePosition(*corner)
        )
        super().draw()
