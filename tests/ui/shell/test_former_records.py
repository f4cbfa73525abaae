"""Single records that a copy has otherwise."""

from lcdesk.actions import registers
from lcdesk.domain.fields import table_name
from lcdesk.ui.shell.former_records import KIND_NAMES


def test_every_kind_that_comes_back_alone_has_a_name() -> None:
    assert set(KIND_NAMES) == {table_name(each) for each in registers.KINDS}
