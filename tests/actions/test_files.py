"""A new ward file: what it holds from the start, and that nothing is left of one that could not be made."""

from dataclasses import replace
from datetime import date

import pytest

from lcdesk.actions import files
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import build, draft_of
from lcdesk.domain.programmes import Programme
from lcdesk.domain.ward import Association, Ward, Wording
from lcdesk.storage import records
from tests.actions.made import CHEAP, MILLION, PASSWORD, TODAY, new_ward

OFFICE = Ward(name="Mẫu", city="Thành phố Mẫu", bank_office="PGD")


@pytest.fixture
def programmes(file):
    return {each.code: each for each in records.find(file, Programme)}


@pytest.mark.parametrize(
    ("code", "day", "rate", "cap", "longest"),
    [
        ("HN", date(2026, 1, 1), 660, 100 * MILLION, 120),
        ("HCN", date(2026, 1, 1), 792, 100 * MILLION, 120),
        ("HMTN", date(2026, 1, 1), 825, 100 * MILLION, 60),
        ("HSSV", date(2026, 1, 1), 660, 4 * MILLION, 0),
        ("GQVL", date(2025, 12, 31), 792, 100 * MILLION, 120),
        ("GQVL", date(2026, 1, 1), 838, 200 * MILLION, 120),
        ("XKLĐ", date(2026, 1, 1), 660, 0, 0),
        ("NS&VSMT", date(2026, 1, 1), 900, 25 * MILLION, 60),
        ("NƠXH", date(2025, 10, 9), 660, 0, 300),
        ("NƠXH", date(2025, 10, 10), 540, 0, 300),
        ("NCHXAPT", date(2026, 1, 1), 660, 100 * MILLION, 120),
    ],
)
def test_the_terms_of_the_programmes(programmes, code, day, rate, cap, longest):
    term = programmes[code].term_on(day)
    assert (term.rate, term.cap, term.longest_months) == (rate, cap, longest)


def test_programmes_could_have_been_typed_and_name_their_sources(programmes):
    for each in programmes.values():
        assert build(Programme, draft_of(each), TODAY, each) == each
        assert all(term.source and term.verify for term in each.terms)


def test_who_may_borrow(programmes):
    classes = {code: {line.household_class for line in each.classes} for code, each in programmes.items()}
    assert {code: found for code, found in classes.items() if found} == {
        "HN": {"poor"},
        "HCN": {"near_poor"},
        "HMTN": {"escaped"},
        "HSSV": {"poor", "near_poor", "average"},
    }
    assert {code for code, each in programmes.items() if each.exclusive} == {"HN", "HCN", "HMTN"}
    assert {code for code, each in programmes.items() if each.rural_only} == {"NS&VSMT"}
    assert {code for code, each in programmes.items() if each.form == "01-gqvl"} == {"GQVL"}


def test_a_new_file_has_its_office_and_opens_again(tmp_path):
    new_ward(tmp_path / "ward.lcdesk").close()
    again = files.open_ward(tmp_path / "ward.lcdesk", PASSWORD)
    assert files.ward_of(again).full_name == "Phường Mẫu"
    assert files.check(again) == []
    again.close()


def test_opening_adds_no_wording_twice(file):
    before = len(records.find(file, Wording))
    file.close()
    again = files.open_ward(file.path, PASSWORD)
    assert len(records.find(again, Wording)) == before == len(files.shipped_wording())
    again.close()


def test_a_lost_password_is_replaced_with_the_recovery_key(tmp_path):
    path = tmp_path / "ward.lcdesk"
    file, recovery = files.create_ward(path, "Thử", PASSWORD, OFFICE, cost=CHEAP)
    file.close()
    files.recover_ward(path, recovery, "Thử", "mật khẩu mới").close()
    files.open_ward(path, "mật khẩu mới").close()
    with pytest.raises(Refused):
        files.open_ward(path, PASSWORD)


def test_nothing_is_left_of_a_file_that_cannot_be_filled(tmp_path):
    nameless = replace(Association(name="Hội"), name=None)
    with pytest.raises(Refused):
        files.create_ward(tmp_path / "ward.lcdesk", "Thử", PASSWORD, OFFICE, [nameless], cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_opens_with_the_same_password(file, tmp_path):
    files.backup(file, tmp_path / "copy.lcdesk")
    copy = files.open_ward(tmp_path / "copy.lcdesk", PASSWORD)
    assert records.find(copy, Ward) == records.find(file, Ward)
    copy.close()
    with pytest.raises(Refused):
        files.backup(file, tmp_path / "copy.lcdesk")
