"""Vietnamese for the standard buttons and boxes of Qt, which brings no Vietnamese of its own."""

from PySide6.QtCore import QTranslator

from lcdesk.i18n import N_, _

KNOWN = {
    N_("OK"),
    N_("Cancel"),
    N_("Close"),
    N_("Save"),
    N_("Open"),
    N_("Print"),
    N_("Yes"),
    N_("No"),
    N_("Apply"),
    N_("Discard"),
    N_("Copy"),
    N_("Cut"),
    N_("Paste"),
    N_("Delete"),
    N_("Undo"),
    N_("Redo"),
    N_("Select All"),
    N_("Show Details..."),
    N_("Hide Details..."),
    N_("Printer"),
    N_("Copies"),
    N_("Print range"),
    N_("Print all"),
    N_("Options"),
    N_("File name:"),
    N_("Files of type:"),
    N_("Look in:"),
}


class Words(QTranslator):
    """Answers Qt from the program's own catalogue."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The text for a word of Qt; None, as Qt wants it, where the word is not known."""
        plain = source.replace("&", "")
        return _(plain) if plain in KNOWN else None  # type: ignore[return-value]
