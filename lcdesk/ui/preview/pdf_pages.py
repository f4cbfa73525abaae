"""Pages of a PDF, rendered by PDFium: on the screen those that are seen, on a printer all."""

from collections import OrderedDict

import pypdfium2
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QTransform,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QScrollArea, QWidget

from lcdesk.i18n import _
from lcdesk.ui.kit import theme

SCREEN_DPI = 96
PRINT_DPI = 300
POINTS = 72
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
GAP = 2 * theme.GRID
KEPT = 12
"""Pictures that are kept; a register of hundreds of pages stays light."""
DIMMED = 0.35
STRIP = 4
"""Points of height in which a text counts as on a line."""


def page_image(document: pypdfium2.PdfDocument, number: int, dpi: float) -> QImage:
    """One page as a picture."""
    bitmap = document[number].render(scale=dpi / POINTS, rev_byteorder=True, prefer_bgrx=True)
    buffer = bytes(bitmap.buffer)
    return QImage(
        buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    ).copy()


class PagesView(QScrollArea):
    """Pages below each other, at a zoom, or as wide as there is room. A click tells the page and
    where on it."""

    pointed = Signal(int, QPointF)
    """Number of a page from 0, and points from its top left corner."""

    def __init__(self, fits: bool = False) -> None:
        """A view that `fits` begins with pages as wide as itself, else with their true size."""
        super().__init__()
        self.zoom: float | None = None if fits else 1.0
        self._canvas = _Canvas(self)
        self.setWidget(self._canvas)
        self.setObjectName("pages")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().setSingleStep(5 * theme.GRID)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._canvas.sizes)

    def show_pdf(self, pdf: bytes, most: int | None = None, from_top: bool = True) -> None:
        """Show a PDF, of which at `most` so many pages; the place on the first page may be kept."""
        self._canvas.take(pypdfium2.PdfDocument(pdf), most)
        self.setAccessibleName(_("Paper, pages: {count}").format(count=self.count))
        self._arrange()
        if from_top:
            self.verticalScrollBar().setValue(0)

    def dim(self, dimmed: bool) -> None:
        """Let the pages stand back: they are not what was asked for."""
        self._canvas.dimmed = dimmed
        self._canvas.update()

    def text_at(self, number: int, y: float) -> str:
        """The line of text at so many points from the top of a page."""
        return self._canvas.text_at(number, y)

    def larger(self) -> None:
        self._set_zoom(next((each for each in ZOOMS if each > self._factor() + 0.01), ZOOMS[-1]))

    def smaller(self) -> None:
        self._set_zoom(
            next((each for each in reversed(ZOOMS) if each < self._factor() - 0.01), ZOOMS[0])
        )

    def fit(self) -> None:
        """As wide as there is room."""
        self._set_zoom(None)

    def bind_keys(self, owner: QWidget) -> None:
        """The keys that look closer, while the owner is seen."""
        for keys, act in (
            ("Ctrl++", self.larger),
            ("Ctrl+=", self.larger),
            ("Ctrl+-", self.smaller),
            ("Ctrl+0", self.fit),
        ):
            QShortcut(QKeySequence(keys), owner).activated.connect(act)

    def _set_zoom(self, zoom: float | None) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(self._canvas.height(), 1)
        self.zoom = zoom
        self._arrange()
        bar.setValue(round(place * self._canvas.height()))

    def _factor(self) -> float:
        """Pixels on the screen for a pixel of the true size."""
        if self.zoom is not None:
            return self.zoom
        widest = max((size.width() for size in self._canvas.sizes), default=595.0)
        # The scroll bar counts as there, or its coming and going would change the size that made it
        # come and go.
        room = (
            self.width()
            - 2 * self.frameWidth()
            - self.verticalScrollBar().sizeHint().width()
            - 2 * GAP
        )
        return max(room * POINTS / SCREEN_DPI / widest, 0.1)

    def _arrange(self) -> None:
        self._canvas.arrange(self._factor() * SCREEN_DPI / POINTS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom is None:
            self._arrange()


class _Canvas(QWidget):
    """All pages on one surface; a page is made a picture when it is first painted."""

    def __init__(self, view: PagesView) -> None:
        super().__init__()
        self._view = view
        self._document: pypdfium2.PdfDocument | None = None
        self.sizes: list[QRectF] = []
        self.dimmed = False
        self._scale = 1.0
        self._places: list[QRect] = []
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()

    def take(self, document: pypdfium2.PdfDocument, most: int | None) -> None:
        if self._document is not None:
            self._document.close()
        self._document, self.dimmed = document, False
        count = len(document) if most is None else min(most, len(document))
        self.sizes = [QRectF(0, 0, *document.get_page_size(number)) for number in range(count)]
        self._pictures.clear()

    def arrange(self, scale: float) -> None:
        """Lay the pages out at so many pixels a point."""
        if scale != self._scale:
            self._pictures.clear()
        self._scale = scale
        sizes = [
            QSize(round(each.width() * scale), round(each.height() * scale)) for each in self.sizes
        ]
        width = max((each.width() for each in sizes), default=0) + 2 * GAP
        self._places, top = [], GAP
        for size in sizes:
            self._places.append(QRect(QPoint((width - size.width()) // 2, top), size))
            top += size.height() + GAP
        self.setFixedSize(width, top)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(DIMMED if self.dimmed else 1.0)
        for number, place in enumerate(self._places):
            if place.intersects(event.rect()):
                painter.drawPixmap(place.topLeft(), self._picture(number))
                painter.setPen(QColor(theme.colours()["line"]))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def _picture(self, number: int) -> QPixmap:
        if number not in self._pictures:
            assert self._document is not None
            ratio = self.devicePixelRatioF()
            picture = QPixmap.fromImage(
                page_image(self._document, number, self._scale * POINTS * ratio)
            )
            picture.setDevicePixelRatio(ratio)
            self._pictures[number] = picture
            while len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(number)
        return self._pictures[number]

    def text_at(self, number: int, y: float) -> str:
        assert self._document is not None
        bottom = self.sizes[number].height() - y
        strip = self._document[number].get_textpage()
        return str(strip.get_text_bounded(bottom=bottom - STRIP / 2, top=bottom + STRIP / 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        for number, place in enumerate(self._places):
            if place.contains(at):
                self._view.pointed.emit(number, QPointF(at - place.topLeft()) / self._scale)


def print_pdf(pdf: bytes, printer: QPrinter) -> bool:
    """Send all pages to a printer; False where it does not answer."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        if number:
            printer.newPage()
        _print_page(painter, printer, page_image(document, number, PRINT_DPI))
    painter.end()
    document.close()
    return True


def printer_for(name: str) -> QPrinter:
    """A printer yet to be chosen, for a paper of this name."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setDocName(name)
    return printer


def _print_page(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    """Draw a page at its true size; a wide list is turned, since the sheet in the printer stands
    upright."""
    if image.width() > image.height():
        image = image.transformed(QTransform().rotate(90))
    scale = printer.resolution() / PRINT_DPI
    origin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    painter.drawImage(
        QRectF(-origin.x(), -origin.y(), image.width() * scale, image.height() * scale), image
    )
