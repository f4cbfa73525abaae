"""Plain text is written as the input method composes it."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from lcdesk.ui.shell.window import Window
from tests.officer import Officer
from tests.ui.kit.entering import new_application


def test_an_input_method_can_compose_in_every_text_field(window: Window) -> None:
    officer = Officer()
    form = new_application(window, officer)
    officer.walk_to("purpose")
    compose = QInputMethodEvent("ươ", [])
    QApplication.sendEvent(officer.box(), compose)
    finish = QInputMethodEvent()
    finish.setCommitString("Vườn")
    QApplication.sendEvent(officer.box(), finish)
    assert form.rows["purpose"].editor.value() == "Vườn"
