"""The register of proposal lists: whose they are, when they were decided, and what they wait for."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lcdesk.actions import proposals
from lcdesk.domain.proposals import ProposalList
from lcdesk.storage import records
from lcdesk.ui.shell.start import Program
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.doors import UNWRITABLE, said, unwritable
from tests.ui.wards import DAY, NAMES, made, proposed


def test_a_list_shows_its_group_its_meeting_and_where_it_is(
    program: Program, tmp_path: Path
) -> None:
    file = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(file, 2)
    window, officer = program.open(file), Officer()
    officer.press(Key.Key_4, ALT).press(Key.Key_Tab, CTRL)
    model = window.current.current.register.model  # type: ignore[attr-defined]
    names = [each.name for each in model.columns]
    shown = dict(
        zip(names, (model.index(0, column).data() for column in range(len(names))), strict=True)
    )
    assert shown == {
        "group": "012",
        "meeting": "03/09/2026",
        "programme": "HN",
        "number": "01",
        "state": "chờ gửi phường",
    }
    officer.press(Key.Key_F, CTRL).type("cay xanh").press(Key.Key_Return)
    assert model.rowCount() == 1 and officer.at() == "table"
    officer.press(Key.Key_F, CTRL).type("khong co").press(Key.Key_Return)
    assert model.rowCount() == 0


def at_first_list() -> Officer:
    officer = Officer().press(Key.Key_4, ALT).press(Key.Key_Tab, CTRL)
    return officer.press(Key.Key_Down).press(Key.Key_Return)


def test_what_the_ward_and_the_bank_said_stays_typed_in_a_file_that_refuses(
    program: Program, tmp_path: Path
) -> None:
    file = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(file, 2)
    window, officer = program.open(file), at_first_list()
    officer.fill(sent_to_ward_on="4/9", sent_to_ward_number="12/TTr")
    with unwritable(file):
        officer.press(Key.Key_S, CTRL)
        assert officer.complaints() == [UNWRITABLE]
    assert records.find(file, ProposalList)[0].sent_to_ward_number == ""
    officer.press(Key.Key_S, CTRL)
    assert (
        records.find(file, ProposalList)[0].sent_to_ward_number == "12/TTr"
        and said(window) == "Đã lưu: 03/TD 01"
    )


def test_sending_again_says_so_or_why_not(program: Program, tmp_path: Path) -> None:
    file = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(file, 1)
    window, officer = program.open(file), at_first_list()
    officer.walk_to_button("send_again", 60).press(Key.Key_Return)
    assert len(officer.complaints()) == 1, "nothing lies behind"
    assert said(window) == "" and officer.at() == "send_again"


def test_amount_term_and_rate_of_the_bank_are_proposed_and_what_breaks_a_rule_is_said(
    program: Program, tmp_path: Path
) -> None:
    file = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(file, 1)
    window = program.open(file)
    at_first_list()
    page = window.current.current  # type: ignore[attr-defined]
    (line,) = page.lines.rows.drafts
    assert [line[name] for name in ("proposed", "proposed_term", "usual_rate")] == [
        "50.000.000",
        "36",
        "6,6",
    ]
    (list_,) = records.find(file, ProposalList)
    said_by_both: dict[str, Any] = {
        "ward_result": "confirmed",
        "bank_result": "approved",
        "approved_amount": 50_000_000,
        "approved_term_months": 36,
        "approved_rate": 8382,
        "decided_on": date(2026, 9, 8),
    }
    days: dict[str, Any] = dict.fromkeys(
        ("sent_to_ward_on", "confirmed_on", "sent_to_bank_on"), date(2026, 9, 7)
    )
    lines = tuple(replace(each, **said_by_both) for each in list_.lines)
    proposals.save_list(file, replace(list_, **days, lines=lines), DAY)
    page.show_record(list_.id)
    note = page.middle._notes["lines"]
    assert not note.isHidden()
    assert "Lãi suất của chương trình đối với người vay này là 6,6%/năm; ở đây là 8,382%/năm." in (
        note.text()
    )
