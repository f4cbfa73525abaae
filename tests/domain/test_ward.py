"""The office and its settings."""

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import build, draft_of
from lcdesk.domain.meetings import share
from lcdesk.domain.ward import ASSOCIATIONS, Ward
from tests.domain.made import TODAY

WARD = Ward(name="Lê Chân", city="Hải Phòng", bank_office="Phòng giao dịch Lê Chân")


def test_the_shipped_settings_are_the_rules() -> None:
    assert (share(WARD.quorum), share(WARD.majority)) == ((2, 3), (1, 2))
    assert build(Ward, draft_of(WARD), TODAY) == WARD
    assert len(ASSOCIATIONS) == 4


@pytest.mark.parametrize("text", ["2", "0/3", "2/0", "-1/2", "1/100", "half", "2 / 3 / 4", ""])
def test_shares_that_are_none(text: str) -> None:
    with pytest.raises(Refused) as refused:
        build(Ward, {**draft_of(WARD), "quorum": text}, TODAY)
    assert refused.value.complaints.keys() == {"quorum"}


def test_a_share_is_at_most_the_whole() -> None:
    assert set(Ward(quorum="3/2").complaints(TODAY)) == {"quorum"}
    assert Ward(quorum="3/3").complaints(TODAY) == {}
