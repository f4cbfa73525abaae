"""The bank's scores of all groups in a month: typed down the column, pasted, or read from its Excel
file."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from lcdesk.actions import checks
from lcdesk.domain import fields
from lcdesk.domain.checks import MonthScores, class_of
from lcdesk.domain.days import first_of_month
from lcdesk.domain.fields import Draft
from lcdesk.domain.groups import Group
from lcdesk.domain.kinds import Percent, Text
from lcdesk.i18n import N_, _, month_text, parse_month, parse_percent
from lcdesk.queries import check_sheets
from lcdesk.ui.kit.desk import Desk
from lcdesk.ui.kit.fields import Fields
from lcdesk.ui.kit.forms import Form
from lcdesk.ui.kit.page import Page
from lcdesk.ui.sheet.form import SheetBody
from lcdesk.ui.sheet.table import SheetColumn, SheetTable


def _class(line: Draft) -> str:
    """The class of the score as far as it can be read."""
    with suppress(ValueError):
        return class_of(parse_percent(line["score"])) if line.get("score", "").strip() else ""
    return ""


MOST_TOLD = 5
COLUMNS = (
    SheetColumn("name", N_("Savings group"), Text()),
    SheetColumn("score", N_("Score, 0 to 100"), Percent(), editable=True),
    SheetColumn("class", N_("Class"), Text(), derive=_class),
)


def _few(texts: list[str]) -> str:
    """The first of many, and how many more there are."""
    more = (
        [_("and {count} more").format(count=len(texts) - MOST_TOLD)]
        if len(texts) > MOST_TOLD
        else []
    )
    return "; ".join([*texts[:MOST_TOLD], *more])


class Scores(Page):
    """One month at a time."""

    title = N_("Scores of groups")
    tables = ("group_score",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._month = first_of_month(desk.today())
        self.lines = SheetTable(COLUMNS, desk.today)
        head = Fields(MonthScores, desk, only=("month",))
        self.middle = SheetBody(
            head, {"lines": (N_("Scores"), self.lines)}, described=self._described
        )
        self.form = Form(self.middle, desk, self._save)
        self.form.setMaximumWidth(900)
        self.import_button = self.form.add_verb("import", _("From an Excel file…"), self.read_file)
        self.lines.passed.connect(lambda back: self.form.road.move(self.lines, back))
        head.edited.connect(desk.guarded(lambda _name: self._on_month()))
        self.form.saved.connect(desk.guarded(lambda _scores: self._show()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.form)

    def _described(self, _name: str, line: Draft) -> Draft:
        group = self.desk.get(Group, int(line["group"]))
        return {**line, "name": f"{group.code} {group.name}"}

    def _show(self, scores: MonthScores | None = None) -> None:
        shown = scores or check_sheets.scores_of(self.desk.file, self._month)
        place = f"group_score:{self._month.isoformat()}"
        self.form.open(
            f"{_(self.title)} · {month_text(self._month)}", fields.draft_of(shown), None, place
        )
        self.import_button.setEnabled(True)

    def appear(self) -> None:
        if not self.form.is_dirty():
            self._show()
        self.lines.setFocus()

    def _on_month(self) -> None:
        """Another month, once it is wholly typed, shows its own scores; what was typed of this one
        is kept."""
        typed = str(self.middle.head.rows["month"].editor.value())
        try:
            month = parse_month(typed, self.desk.today())
        except ValueError:
            return
        if month != self._month and typed == month_text(month):  # 8/2 may go on as 8/2026
            self._month = month
            self._show()

    def _save(self, draft: Draft, _base: Any) -> Any:
        scores = fields.build(MonthScores, draft, self.desk.today())
        return self.desk.do(checks.save_scores, scores).record

    def save(self) -> None:
        self.form.save()

    def read_file(self) -> None:
        """Ask for the bank's file."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("From an Excel file…"), "", "Excel (*.xlsx *.xls)"
        )
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Put the scores of a file into the sheet, to be looked at and saved."""
        self.desk.run(
            lambda: self._read(path), partial(_saying, path), self._take, self.form.complain
        )

    def _read(self, path: Path) -> checks.Imported:
        scores = fields.build(MonthScores, self.middle.draft(), self.desk.today())
        return checks.with_imported(self.desk.file, scores, path)

    def _take(self, imported: checks.Imported) -> None:
        self.middle.set_draft(fields.draft_of(imported.scores))
        self.middle.edited.emit("lines")
        if unread := _unread(imported):
            self.form.complain({"": unread})

    def keep_drafts(self) -> None:
        self.form.keep_draft()


def _saying(path: Path, imported: checks.Imported) -> str:
    """How many scores the file gave."""
    told = _("Read from {file}: scores of {read} groups out of {all}. Look it over and save.")
    return told.format(file=path.name, read=imported.read, all=len(imported.scores.lines))


def _unread(imported: checks.Imported) -> str:
    """What of the file, or of the groups, got no score; "" for nothing."""
    missing = len(imported.scores.lines) - imported.read
    parts = [_("The file has no score of {count} groups.").format(count=missing)] if missing else []
    if imported.strangers:
        parts.append(_("No group has the code {codes}.").format(codes=_few(imported.strangers)))
    if imported.remarks:
        parts.append(_("Please look at: {remarks}").format(remarks=_few(imported.remarks)))
    return " ".join(parts)
