"""Who is likely the same person: one citizen id is one person, however the name is spelled, and one
person is in one group at a time."""

from datetime import date

from lcdesk.domain.people import Member
from lcdesk.i18n import _, date_text, same_name


def duplicate_complaints(new: Member, known: Member, today: date) -> dict[str, str]:
    """Why a member cannot be written down beside another one: sentence by field name.

    Who is not admitted yet is taken to join `today`.
    """
    if new.citizen_id == known.citizen_id:
        if _together(new, known, today):
            return {"citizen_id": _in_a_group(known)}
        if not same_name(new.name, known.name):
            sentence = _(
                "This id is that of {name} in the file; one id is one person. Write the same name, "
                "or correct the id."
            )
            return {"citizen_id": sentence.format(name=known.name)}
        return {}
    if (
        same_name(new.name, known.name)
        and new.born_on == known.born_on
        and _together(new, known, today)
    ):
        sentence = _("{name}, born on the same day, is in a group already with the id {id}.")
        return {"name": sentence.format(name=known.name, id=known.citizen_id)}
    return {}


def _in_a_group(known: Member) -> str:
    if known.left_on:
        sentence = _("{name} is in a group with this id until {day}; enter a later day of joining.")
        return sentence.format(name=known.name, day=date_text(known.left_on))
    return _("{name} is in a group already with this id.").format(name=known.name)


def _together(one: Member, other: Member, today: date) -> bool:
    """Whether two memberships share a day; the day of leaving is none of it."""
    return all(
        last.left_on is None or (first.joined_on or today) < last.left_on
        for first, last in ((one, other), (other, one))
    )
