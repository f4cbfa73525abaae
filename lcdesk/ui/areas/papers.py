"""The buttons of the papers that can be printed about a record."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton

from lcdesk.i18n import _
from lcdesk.printing import catalogue
from lcdesk.ui.kit.forms import Form


def add_papers(
    form: Form, about: str, show: Callable[[str], None], keyed: str = ""
) -> dict[str, QPushButton]:
    """Add a button for each paper that has one where the record of the form is; `keyed` is the one
    of Ctrl+P."""
    labels = {
        each.id: _(each.buttons[about]) for each in catalogue.about(about) if about in each.buttons
    }
    return {
        id: form.add_verb(
            f"paper_{id}", f"{label} (Ctrl+P)" if id == keyed else label, partial(show, id)
        )
        for id, label in labels.items()
    }
