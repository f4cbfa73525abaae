"""Whether the clock of the machine can be right: every step in the file says when it was saved."""

from datetime import date, timedelta

from lcdesk.domain.days import months_later
from lcdesk.i18n import _, date_text

EARLIER = timedelta(days=1)
"""So far before the newest step a clock may stand: two machines, two time zones."""
LATER_MONTHS = 12
"""So far after it a file is hardly left lying."""


def clock_complaint(today: date, newest: date | None) -> str:
    """What does not fit between the clock of the machine and the newest step in a file; "" for
    nothing, or where there is no step yet."""
    if newest is None or newest - EARLIER <= today <= months_later(newest, LATER_MONTHS):
        return ""
    sentence = _(
        "The clock of this machine says {today}, and the newest step in this file was saved on "
        "{newest}. Look at the clock before anything is saved: what is saved gets its day."
    )
    return sentence.format(today=date_text(today), newest=date_text(newest))
