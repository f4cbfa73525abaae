"""How the program looks: palette for light and dark, one accent, one icon family."""

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

LIGHT = {
    "window": "#f3f5f7",
    "base": "#ffffff",
    "stripe": "#f8fafb",
    "text": "#1b2430",
    "quiet": "#5c6773",
    "line": "#cfd6dd",
    "accent": "#0b5f8a",
    "on_accent": "#ffffff",
    "bad": "#b3261e",
    "warn": "#8a5200",
    "good": "#1f6f43",
}
DARK = {
    "window": "#1b2027",
    "base": "#242b34",
    "stripe": "#29313b",
    "text": "#e8ecf1",
    "quiet": "#a3aebb",
    "line": "#414b58",
    "accent": "#5fb3de",
    "on_accent": "#0c1b26",
    "bad": "#ff8a80",
    "warn": "#f0b45a",
    "good": "#74cf9b",
}
GRID = 8
STATE_TONES = {
    "draft": "quiet",
    "tabled": "warn",
    "proposed": "good",
    "not_proposed": "bad",
    "withdrawn": "quiet",
    "sent_to_ward": "warn",
    "confirmed": "good",
    "returned": "bad",
    "sent_to_bank": "warn",
    "approved": "good",
    "not_this_time": "bad",
    "disbursed": "good",
    "active": "good",
    "settled": "quiet",
    "not_paid_out": "quiet",
    "in_term": "good",
    "overdue": "bad",
    "frozen": "warn",
    "written_off": "quiet",
    "saved": "good",
    "reopened": "warn",
    "to_ward": "warn",
    "at_ward": "warn",
    "to_bank": "warn",
    "at_bank": "warn",
    "answered": "good",
    "late": "warn",
    "open": "warn",
    "closed": "good",
}


def colours() -> dict[str, str]:
    """The colours in use, by what they are for; they follow the system's scheme."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply(app: QApplication) -> None:
    """Dress the whole program, and again whenever the system turns light or dark."""
    app.setStyle("Fusion")
    _dress(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _dress(app))


def _dress(app: QApplication) -> None:
    tone = colours()
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"),
        (roles.Base, "base"),
        (roles.AlternateBase, "stripe"),
        (roles.Button, "base"),
        (roles.ToolTipBase, "base"),
        (roles.WindowText, "text"),
        (roles.Text, "text"),
        (roles.ButtonText, "text"),
        (roles.ToolTipText, "text"),
        (roles.PlaceholderText, "quiet"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.Accent, "accent"),
        (roles.Link, "accent"),
    ):
        palette.setColor(role, QColor(tone[name]))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tone["quiet"]))
    app.setPalette(palette)
    app.setStyleSheet(_style(tone))


def _style(tone: dict[str, str]) -> str:
    return (
        _side_style(tone)
        + f"""
        QLineEdit, QPlainTextEdit {{ border: 1px solid {tone["line"]}; border-radius: 3px; padding: 3px 6px;
            background: {tone["base"]}; color: {tone["text"]}; }}
        QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {tone["accent"]}; padding: 2px 5px; }}
        QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {tone["window"]}; }}
        *[complaint="true"] {{ border: 1px solid {tone["bad"]}; }}
        QLabel[role="title"] {{ font-size: 15pt; font-weight: 600; }}
        QLabel[role="section"] {{ font-weight: 600; color: {tone["accent"]}; padding-top: 8px; }}
        QLabel[role="quiet"] {{ color: {tone["quiet"]}; }}
        QLabel[role="bad"] {{ color: {tone["bad"]}; }}
        QLabel[role="warn"] {{ color: {tone["warn"]}; }}
        QLabel[role="good"] {{ color: {tone["good"]}; }}
        QPushButton {{ border: 1px solid {tone["line"]}; border-radius: 3px; padding: 5px 12px;
            background: {tone["base"]}; color: {tone["text"]}; }}
        QPushButton:hover, QPushButton:focus {{ border-color: {tone["accent"]}; }}
        QPushButton:focus {{ border-width: 2px; padding: 4px 11px; }}
        QPushButton:disabled {{ color: {tone["quiet"]}; background: {tone["window"]}; }}
        QPushButton[role="main"] {{ background: {tone["accent"]}; color: {tone["on_accent"]};
            border-color: {tone["accent"]}; font-weight: 600; }}
        QPushButton[role="main"]:disabled {{ background: {tone["window"]}; color: {tone["quiet"]};
            border-color: {tone["line"]}; }}
        QPushButton[role="main"]:focus {{ border-color: {tone["text"]}; }}
        QFrame[role="banner"] {{ background: {tone["stripe"]}; border: 1px solid {tone["warn"]}; border-radius: 3px; }}
        QHeaderView::section {{ background: {tone["window"]}; color: {tone["quiet"]}; border: none;
            border-bottom: 1px solid {tone["line"]}; padding: 5px 6px; font-weight: 600; }}
        QTableView {{ border: 1px solid {tone["line"]}; gridline-color: transparent; background: {tone["base"]};
            alternate-background-color: {tone["stripe"]}; selection-background-color: {tone["accent"]};
            selection-color: {tone["on_accent"]}; }}
        QListView[role="choices"] {{ border: 1px solid {tone["accent"]}; background: {tone["base"]}; }}
        QScrollArea {{ border: none; }}
        QSplitter::handle {{ background: {tone["line"]}; }}
        QStatusBar {{ color: {tone["quiet"]}; }}
    """
    )


def _side_style(tone: dict[str, str]) -> str:
    return f"""
        QToolButton[role="area"] {{ border: none; border-left: 3px solid transparent; padding: 5px 10px;
            text-align: left; color: {tone["text"]}; background: transparent; }}
        QToolButton[role="area"]:hover, QToolButton[role="area"]:focus {{ background: {tone["stripe"]}; }}
        QToolButton[role="area"]:checked {{ border-left-color: {tone["accent"]}; background: {tone["base"]};
            font-weight: 600; }}
        QLabel[role="group"] {{ color: {tone["quiet"]}; font-size: 8pt; padding: 5px 10px 1px 12px; }}
        QFrame[role="side"] {{ background: {tone["window"]}; border-right: 1px solid {tone["line"]}; }}
    """


@cache
def _svg(name: str) -> str:
    return (
        resources.files("lcdesk.resources")
        .joinpath(f"icons/{name}.svg")
        .read_text(encoding="utf-8")
    )


def icon(name: str, size: int = 20) -> QIcon:
    """An icon of the family in the colour of text; the program's own keeps its colours."""
    svg = _svg(name).replace("currentColor", colours()["text"])
    ratio = (
        QGuiApplication.primaryScreen().devicePixelRatio()
        if QGuiApplication.primaryScreen()
        else 1.0
    )
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QIcon(picture)


def dot(tone: str, size: int = 10) -> QPixmap:
    """A round dot in one of the colours, to stand before a state that is also said in words."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours()[tone]))
    painter.drawEllipse(1, 1, size - 2, size - 2)
    painter.end()
    return picture


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property by which the style sheet dresses a widget: its role, or that a complaint stands on it."""
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def plain(text: str) -> str:
    """A text for a button or label, in which Qt would take & for the mark of a key."""
    return text.replace("&", "&&")
