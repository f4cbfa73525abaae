"""The buttons of the papers that can be printed about a record."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from lcdesk.i18n import _
from lcdesk.printing import catalogue
from lcdesk.ui.kit.forms import Form


def add_papers(form: Form, about: str, show: Callable[[str], None]) -> dict[str, QPushButton]:
    """Add a button for each paper that has one where the record of the form is; the first is that of Ctrl+P."""
    labels = {each.id: _(each.buttons[about]) for each in catalogue.about(about) if about in each.buttons}
    keyed = {id: f"{label} (Ctrl+P)" if id == next(iter(labels)) else label for id, label in labels.items()}
    return {id: form.add_verb(f"paper_{id}", label, partial(show, id)) for id, label in keyed.items()}
