"""Move applications along their road, each step noted with its day, number and reason."""

from dataclasses import replace
from datetime import date

from lcdesk.domain import applications as rules
from lcdesk.domain.applications import Application
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.steps import Step, StepRule
from lcdesk.i18n import _
from lcdesk.storage import records
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
    broken_rules: tuple[StepRule, ...] = (),
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
            broken_rules=broken_rules,
        )
    )
    return write.save(replace(application, state=ahead))


def take_off_table(write: Writing, application: Application, on: date) -> Application:
    """Make a tabled application a draft again, inside a verb that is being written."""
    return step(write, application, "draft", on, reason=_("taken off the table"), back=True)


def note_rules(
    write: Writing, application: ApplicationId, ahead: str, kept: tuple[StepRule, ...], reason: str
) -> None:
    """Keep with the last step to a state the rules that it went against, and why."""
    steps = records.find(write.file, Step, application=application, went_to=ahead)
    last = max(steps, key=lambda each: each.id)
    write.save(replace(last, broken_rules=kept, reason=reason))
