"""What a household has asked for or was granted and has not repaid: what the caps count."""

from typing import NamedTuple

from lcdesk.domain.ids import MemberId, ProgrammeId


class Commitment(NamedTuple):
    """One application on its way, or one loan that still runs. `amount` in đồng: what is asked for,
    proposed or approved, less what is repaid, paid out or not."""

    programme: ProgrammeId
    member: MemberId
    student: str
    amount: int
