"""The way to what one types into."""

from lcdesk.ui.kit.area import Area
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.page import Tabs
from lcdesk.ui.shell.window import Window
from tests.officer import ALT, CTRL, Key, Officer


def area_in_front(window: Window) -> Area:
    """The area in front, on the page to which its tabs are turned."""
    page = window.current.current if isinstance(window.current, Tabs) else window.current
    assert isinstance(page, Area)
    return page


def new_application(window: Window, officer: Officer) -> Fields:
    """Begin an application with Alt+4, Ctrl+N; its form."""
    officer.press(Key.Key_4, ALT).press(Key.Key_N, CTRL)
    area = area_in_front(window)
    assert isinstance(area.form.fields, Fields)
    return area.form.fields
