"""Start the window: unlock or set up a ward file, then show it."""

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget

from lcdesk import paths
from lcdesk.i18n import LANGUAGES, _, language, use_language
from lcdesk.ui.kit import theme
from lcdesk.ui.kit.enter import EnterPresses
from lcdesk.ui.kit.worker import wait_for_all
from lcdesk.ui.shell import crash, instance
from lcdesk.ui.shell.behind import Loading
from lcdesk.ui.shell.unlock import Unlock
from lcdesk.ui.shell.words import Words

if TYPE_CHECKING:
    from lcdesk.domain.errors import Refused
    from lcdesk.storage.database import WardFile
    from lcdesk.ui.kit.desk import Desk
    from lcdesk.ui.shell.new_ward import NewWard
    from lcdesk.ui.shell.window import Window


class Program:
    """What is on the screen: the welcome, or the window of an open file."""

    def __init__(self, app: QApplication, today: Callable[[], date] = date.today) -> None:
        self._today = today
        self._app = app
        self._enter = EnterPresses(app)
        self._loading = Loading(app)
        self._words = Words()
        app.installTranslator(self._words)
        self._instance = instance.Instance()
        self._instance.asked.connect(self.come_forward)
        self._instance.copy_asked.connect(self._copy_for_command)
        self.shown: QMainWindow | None = None
        self._window: Window | None = None
        self._file: WardFile | None = None
        self._ended = False

    @property
    def is_loading(self) -> bool:
        """Whether what an open file needs is still being loaded."""
        return self._loading.is_busy

    def keep_drafts(self) -> None:
        """Keep what is being typed, before the program may end."""
        if self._window is not None and self._window is self.shown:
            self._window.keep_drafts()

    def come_forward(self) -> None:
        """Put the window before all others, as one who opened the file once more expects."""
        assert self.shown
        self.shown.setWindowState(self.shown.windowState() & ~Qt.WindowState.WindowMinimized)
        self.shown.raise_()
        self.shown.activateWindow()

    def _copy_for_command(self, target: Path, answer: Callable[[str], None]) -> None:
        if self._window is None or self._window is not self.shown:
            answer(_("The window has no file open yet."))
        else:
            self._window.keeper.copy_to(target, answer)

    def unlock(self, path: Path | None) -> Unlock:
        """Ask for the password of a ward file."""
        if path is not None:
            self._instance.hold(path)
        page = Unlock(path)
        page.opened.connect(partial(self._on_opened, page))
        page.damaged.connect(partial(self._rescue, page))
        page.new_wanted.connect(lambda: self.new_ward(None))
        self._show_page(page)
        page.begin()
        self._loading.begin()
        return page

    def new_ward(self, path: Path | None) -> "NewWard":
        """Set up a new ward file."""
        from lcdesk.ui.shell.new_ward import NewWard  # seldom wanted

        page = NewWard(self._today, path)
        page.made.connect(self.open)
        page.left.connect(lambda: self.unlock(None))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show_page(scroll)
        page.begin()
        return page

    def _show_page(self, page: QWidget) -> None:
        window = QMainWindow()
        window.setWindowTitle("lcdesk")
        window.setWindowIcon(theme.icon("lcdesk", 64))
        window.resize(900, 680)
        window.setCentralWidget(page)
        self._replace(window)

    def _replace(self, window: QMainWindow) -> None:
        before, self.shown = self.shown, window
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def tell(self, refused: "Refused") -> None:
        """Say what the file refused where nobody expected it."""
        if self._window is not None and self._window is self.shown:
            self._window.desk.tell(refused)

    def _on_opened(self, page: Unlock, file: "WardFile") -> None:
        from lcdesk.domain.errors import Refused
        from lcdesk.storage.refusing import refusing

        try:
            with refusing():
                self.open(file)
        except Refused as refused:
            file.close()
            page.refuse(refused)
            page.damaged.emit(refused)

    def open(self, file: "WardFile") -> "Window":
        """Show the window of an open ward file."""
        from lcdesk.ui.kit.desk import Desk  # all were loaded behind the password page
        from lcdesk.ui.shell.care import Care
        from lcdesk.ui.shell.exchange import Exchange
        from lcdesk.ui.shell.window import Window

        fresh, self._file = self._file is not file, file
        if fresh:
            self._instance.hold(file.path)
        QSettings().setValue("last_file", paths.written(file.path))
        desk = Desk(file, self._today)
        if fresh:
            _take_up_drafts(desk)
        window = self._window = Window(desk, self.switch_language)
        exchange = Exchange(window, Care(window))
        exchange.made.connect(self._open_instead)
        exchange.failed.connect(self._on_failed)
        self._replace(window)
        if fresh and file.kept:
            told = _(
                "This newer version brought the file up to date. As it was before, it lies beside "
                "it: {file}"
            )
            desk.said.emit(told.format(file=file.kept.name))
        return window

    def _open_instead(self, file: "WardFile", told: str) -> None:
        self.open(file).desk.said.emit(told)

    def _on_failed(self, refused: "Refused") -> None:
        """Another file could not be put in the place of the open one, which may be closed by
        now."""
        assert self._file
        if self._file.db.is_open:
            self._open_instead(self._file, str(refused))
        else:
            self.unlock(self._file.path).refuse(refused)

    def _rescue(self, page: Unlock, told: "Refused") -> None:
        from lcdesk.ui.shell.exchange import Rescuer  # seldom wanted

        rescuer = Rescuer(page)
        rescuer.made.connect(self._open_instead)
        rescuer.offer(told)

    def switch_language(self, code: str) -> None:
        """Show everything in another language; what is being typed is kept as drafts."""
        self.keep_drafts()
        use_language(code)
        QSettings().setValue("language", code)
        assert self._file
        self.open(self._file)

    def close(self) -> None:
        """End everything; once is enough."""
        if self._ended:
            return
        self._ended = True
        self.keep_drafts()
        wait_for_all()
        if self._file is not None and self._window is not None:
            from lcdesk.ui.shell.last_copy import make_last_copy  # only now wanted

            with self._window.desk.saying():
                make_last_copy(self._window.keeper)
        if self.shown is not None:
            self.shown.hide()
            self.shown.deleteLater()
        self._enter.release()
        self._loading.end()
        self._app.removeTranslator(self._words)
        self._instance.release()
        if self._file is not None:
            wait_for_all()
            self._file.close()


def _take_up_drafts(desk: "Desk") -> None:
    """Bring back what was typed when the file could not be written."""
    from lcdesk.storage import drafts
    from lcdesk.ui.kit.own_folder import own_folder

    with desk.saying():
        drafts.take_up(desk.file, own_folder())


def start(path: Path | None) -> int:
    """Run the program until its window is closed; give its exit code."""
    app = made_app()
    wanted = path or _last_file()
    if wanted is not None and instance.ask_other(wanted):
        return 0
    program = Program(app)
    crash.install(program.keep_drafts, program.tell)
    file = _opened_by_environment(wanted)
    if file is not None:
        program.open(file)
    elif wanted is not None and (os.path.exists(wanted) or path is None):
        program.unlock(wanted)
    else:
        program.new_ward(wanted)
    code = app.exec()
    program.close()
    return code


def made_app() -> QApplication:
    """The Qt application with the program's looks and the language chosen last."""
    QApplication.setOrganizationName("lcdesk")
    QApplication.setApplicationName("lcdesk")
    data = paths.portable_data()
    if data is not None:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(data))
    app = QApplication(sys.argv[:1])
    chosen = str(QSettings().value("language") or language())
    if chosen in LANGUAGES:
        use_language(chosen)
    theme.apply(app)
    return app


def _last_file() -> Path | None:
    """The file that was open last, where it still lies there."""
    last = str(QSettings().value("last_file") or "")
    return paths.read(last) if last and paths.read(last).is_file() else None


def _opened_by_environment(path: Path | None) -> "WardFile | None":
    """The file opened with LCDESK_PASSWORD, as the command line does; None where that is not set or
    does not fit."""
    password = os.environ.get("LCDESK_PASSWORD")
    if not password or path is None or not path.is_file():
        return None
    from lcdesk.actions import files  # who types the password sees its page first
    from lcdesk.domain.errors import Refused

    try:
        return files.open_ward(path, password)
    except Refused as refused:
        print(f"lcdesk: {refused}", file=sys.stderr)
        return None
