"""Move applications along their road, each step noted with its day, number and reason."""

from dataclasses import replace
from datetime import date

from lcdesk.domain import applications as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.steps import Step
from lcdesk.i18n import _
from lcdesk.storage.records import Writing


def step(
    write: Writing,
    application: Application,
    ahead: str,
    on: date,
    *,
    number: str = "",
    reason: str = "",
    back: bool = False,
) -> Application:
    """Move an application inside a verb that is being written, and note the step. Refused where the
    road has none."""
    if not back:
        rules.check_step(application.state, ahead)
    write.save(
        Step(
            application=application.id,
            came_from=application.state,
            went_to=ahead,
            taken_on=on,
            actor=write.file.user,
            number=number,
            reason=reason,
        )
    )
    return write.save(replace(application, state=ahead))


def take_off_table(write: Writing, application: Application, on: date) -> Application:
    """Make a tabled application a draft again, inside a verb that is being written."""
    return step(write, application, "draft", on, reason=_("taken off the table"), back=True)
