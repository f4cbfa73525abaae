"""How a refusal carries its sentences."""

from lcdesk.domain.errors import Refused


def test_a_sentence_stands_for_the_whole() -> None:
    assert Refused("No.").complaints == {"": "No."}


def test_complaints_are_kept_by_field_and_read_as_one() -> None:
    refused = Refused({"name": "Empty.", "lines.0.amount": "Too much."})
    assert refused.complaints == {"name": "Empty.", "lines.0.amount": "Too much."}
    assert str(refused) == "Empty. Too much."
