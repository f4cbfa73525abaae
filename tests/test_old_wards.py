"""Ward files that earlier programs wrote are opened, brought up to date, and say what they said."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest

from lcdesk.actions import files, registers
from lcdesk.domain import shapes
from lcdesk.domain.applications import Application
from lcdesk.domain.closings import Closing
from lcdesk.domain.people import Member
from lcdesk.i18n import use_language
from lcdesk.papers.forms.application import ApplicationContent
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.printing import applications, catalogue, meetings
from lcdesk.reporting import catalogue as catalogue_of_reports
from lcdesk.reporting import figures
from lcdesk.reporting.figures import PeriodFigures
from lcdesk.reporting.request import Request
from lcdesk.storage import keys, records, slots
from lcdesk.storage.migrations import migrations
from lcdesk.storage.reporting.books import BookReader
from tests import old_answers, old_packing, old_wards

STORED = sorted(old_wards.FOLDER.glob(f"*/*{slots.SUFFIX}"))
OF_THE_FORMER_MEANING = [each for each in STORED if each.parent.name < "m0020"]
"""The files of programs to which interest owed was all that had accrued."""


@dataclass(frozen=True)
class Old:
    """A stored file copied to where it may be written, and what was kept of it."""

    path: Path
    passwords: dict[str, str]
    recovery: str
    answers: dict[str, Any]
    last_step: dict[str, Any]


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    use_language("vi")


@pytest.fixture(params=STORED, ids=lambda each: f"{each.parent.name}/{each.stem}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Old:
    return copied(request.param, tmp_path)


def copied(stored_keys: Path, folder: Path) -> Old:
    """The file of these key slots, unpacked where it is stored so."""
    stored, path = stored_keys.with_suffix(""), folder / stored_keys.stem
    told = json.loads(old_answers.path_of(stored).read_text(encoding="utf-8"))
    shutil.copy(stored_keys, slots.path_of(path))
    if stored.exists():
        shutil.copy(stored, path)
    else:
        old_packing.unpack(
            stored.with_name(stored.name + old_packing.SUFFIX), path, told["recovery"]
        )
    told["answers"] = old_answers.said_today(told["answers"], stored.parent.name)
    if stored_keys in OF_THE_FORMER_MEANING:
        told["answers"] = old_answers.in_words_of_today(told["answers"])
    return Old(path, **told)


def test_of_each_day_there_are_files_whose_last_step_can_be_undone_and_cannot() -> None:
    undoable: dict[str, set[bool]] = {}
    for each in STORED:
        told = json.loads(old_answers.path_of(each.with_suffix("")).read_text(encoding="utf-8"))
        undoable.setdefault(each.parent.name, set()).add("undone" in told["last_step"])
    assert "m0014" in undoable
    assert all(found == {True, False} for found in undoable.values())


def test_an_old_file_says_what_it_said(old: Old) -> None:
    file = files.open_ward(old.path, next(iter(old.passwords.values())))
    try:
        assert old_answers.unmeant(old.answers, old_answers.answers_of(file)) == []
    finally:
        file.close()


def test_it_opens_with_each_password_and_with_the_recovery_key(old: Old) -> None:
    for user, password in old.passwords.items():
        file = files.open_ward(old.path, password)
        assert (file.user, files.check(file)) == (user, [])
        file.close()
    file = files.recover_ward(old.path, old.recovery, "Người Mới", "mật khẩu đặt lại")
    assert [each.name for each in migrations.applied(file.db.tables())][-1] == old_wards.newest()
    file.close()
    assert set(keys.users(old.path)) == {*old.passwords, "Người Mới"}


def test_the_last_step_is_taken_back_or_refused(old: Old) -> None:
    file = files.open_ward(old.path, list(old.passwords.values())[-1])
    try:
        said = old_answers.last_step_of(file)
        if file.kept and "undone" in old.last_step:
            assert "trước khi tệp được cập nhật" in said["refused"], (
                "its trail is that of the tables of before"
            )
        else:
            assert old_answers.unmeant(old.last_step, said) == []
        assert files.check(file) == []
    finally:
        file.close()


@pytest.mark.parametrize(
    "old", OF_THE_FORMER_MEANING, indirect=True, ids=lambda each: f"{each.parent.name}/{each.stem}"
)
def test_a_period_closed_under_the_former_meaning_of_interest_owed_says_so_once(old: Old) -> None:
    """It keeps its figures, and is compared without that one."""
    file = files.open_ward(old.path, next(iter(old.passwords.values())))
    try:
        for closing in records.find(file, Closing):
            kept = figures.kept(file, closing.period)
            now = figures.counted(BookReader(file, old_answers.DAY), closing.period)
            assert (kept.interest_owed_is, now.interest_owed_is) == ("accrued", "due")
            assert kept.whole.interest_owed > now.whole.interest_owed
            asked = Request("summary", closing.period)
            said = catalogue_of_reports.make(file, asked, old_answers.DAY).agreement
            day = f"{closing.period.last:%d/%m/%Y}"
            told = f"toàn bộ lãi phát sinh đến {day}; nay lãi tồn là lãi đã đến hạn chưa trả."
            assert said.count(told) == 1
            assert "chương trình" not in said, "only groups and members differ, for other reasons"
    finally:
        file.close()


@dataclass(frozen=True)
class LaterFigures(PeriodFigures):
    weather: str = ""


@dataclass(frozen=True)
class LaterMinutes(MinutesContent):
    weather: str = ""


@dataclass(frozen=True)
class LaterApplication(ApplicationContent):
    weather: str = ""


def with_weather(gather: Callable[..., Any]) -> Callable[..., Any]:
    """What gathers the content of a paper, in a later program that has a field more on some of them."""
    later = {MinutesContent: LaterMinutes, ApplicationContent: LaterApplication}

    def gathered(*arguments: object) -> Any:
        found = gather(*arguments)
        cls: Any = later.get(type(found))
        return (
            cls(**{each.name: getattr(found, each.name) for each in fields(found)})
            if cls
            else found
        )

    return gathered


@pytest.fixture
def later_program(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("figures", "10C", "01"):
        monkeypatch.setitem(
            shapes.STEPS, kind, (*shapes.STEPS[kind], shapes.adding({"weather": ""}))
        )
    monkeypatch.setattr(figures, "PeriodFigures", LaterFigures)
    monkeypatch.setattr(meetings, "MinutesContent", LaterMinutes)
    form = applications._CONTENTS["01"]
    monkeypatch.setitem(applications._CONTENTS, "01", with_weather(form))
    for kind, later in (("10C", LaterMinutes), ("01", LaterApplication)):
        layout = replace(PAPERS[kind], content=later)
        monkeypatch.setitem(PAPERS, kind, layout)
        monkeypatch.setitem(catalogue.PAPERS, kind, replace(catalogue.PAPERS[kind], layout=layout))


@pytest.mark.parametrize("stored_keys", STORED[-1:], ids=lambda each: each.parent.name)
def test_a_later_program_with_a_field_more_says_the_same_of_it(
    stored_keys: Path, tmp_path: Path, later_program: None
) -> None:
    old = copied(stored_keys, tmp_path)
    file = files.open_ward(old.path, next(iter(old.passwords.values())))
    try:
        found = old_answers.answers_of(file)
        assert old_answers.unmeant(old.answers, found) == []
        assert found["decided"]["10C 1"]["says"]["weather"] == "", "the field is there"
        assert found["printed_again"]["15 1"] == ""
        (asked,) = records.find(file, Application, id=1)
        borrower = records.get(file, Member, asked.member)
        registers.save_member(file, replace(borrower, name="Lê Thị Khế Chua"))
        again = old_answers.answers_of(file)["printed_again"]
        assert "Thay thế bản in" in again["15 1"]
        assert again["10C 1"] == "", "what the meeting decided stays as it was"
    finally:
        file.close()


def test_files_of_the_program_as_it_is_can_still_be_made(tmp_path: Path) -> None:
    old_wards.make(tmp_path)
    said = {}
    for name in old_wards.LAST_STEPS:
        file = files.open_ward(
            tmp_path / f"{name}{old_wards.SUFFIX}", list(old_wards.PASSWORDS.values())[-1]
        )
        said[name] = old_answers.last_step_of(file)
        assert (file.kept, files.check(file)) == (None, [])
        file.close()
    assert [said[name].get("undone", "") for name in old_wards.LAST_STEPS] == [
        "save_member",
        "",
        "",
    ]
    (changed,) = (
        each
        for each in said["member-saved"]["members"].values()
        if each["citizen_id"] == "999180000106"
    )
    assert changed["phone"] == ""
