"""Whether the window may be closed: nothing typed and nothing saved is given up without a
question."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from lcdesk import paths
from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _
from lcdesk.paths import WARD_SUFFIX
from lcdesk.storage import drafts
from lcdesk.ui.kit.ask import ask_one_of, ask_where
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.own_folder import own_folder


def may_leave(desk: Desk, keep_drafts: Callable[[], None], parent: QWidget) -> bool:
    """Keep what is typed; where the file takes it not, or is not there any more, ask until there is
    an answer."""
    while True:
        keep_drafts()
        why = _why_to_stay(desk)
        if not why:
            return True
        chosen = ask_one_of(parent, _("Close the window"), why, _offers(desk))
        if chosen == "back":
            return False
        if chosen == "give_up" or _is_kept(desk, chosen, parent):
            return True


def _why_to_stay(desk: Desk) -> str:
    """What would be lost by closing now, in sentences; "" for nothing."""
    try:
        files.check_in_place(desk.file)
    except Refused as refused:
        return str(refused)
    if desk.unkept:
        return _("What you are typing could not be kept in the ward file. {why}").format(
            why=desk.why_unkept
        )
    return ""


def _offers(desk: Desk) -> list[tuple[str, str]]:
    offers = [
        ("again", _("Try again")),
        ("elsewhere", _("Save everything to another place…")),
    ]
    if desk.unkept:
        offers.append(("here", _("Keep what is typed on this machine")))
    return [*offers, ("give_up", _("Close without it")), ("back", _("Do not close"))]


def _is_kept(desk: Desk, how: str, parent: QWidget) -> bool:
    try:
        if how == "elsewhere":
            return _is_elsewhere(desk, parent)
        if how == "here":
            drafts.put_away(desk.file, own_folder(), desk.unkept)
            return True
    except (Refused, OSError) as error:
        ask_one_of(parent, _("Close the window"), str(error), [("ok", _("Go on"))])
    return False


def _is_elsewhere(desk: Desk, parent: QWidget) -> bool:
    target = ask_elsewhere(desk, parent)
    if target is None:
        return False
    files.backup(desk.file, target, desk.unkept)
    QSettings().setValue("last_file", paths.written(target))
    return True


def ask_elsewhere(desk: Desk, parent: QWidget) -> Path | None:
    """Ask for another place for the whole file; None when the question was left."""
    return ask_where(
        parent,
        _("Save everything to another place…"),
        desk.file.path.name,
        WARD_SUFFIX,
        f"lcdesk (*{WARD_SUFFIX})",
    )
