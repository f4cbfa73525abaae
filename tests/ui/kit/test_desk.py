"""From a wish to a done verb: what is said, where a complaint goes, and how a file that cannot be read is told."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from lcdesk.actions import registers
from lcdesk.domain.errors import Refused
from lcdesk.domain.groups import Group
from lcdesk.i18n import use_language
from lcdesk.storage import records
from lcdesk.storage.database import WardFile
from lcdesk.ui.kit.desk import Desk
from tests.ui.wards import DAY, made


@pytest.fixture
def file(tmp_path: Path) -> Iterator[WardFile]:
    use_language("vi")
    opened = made(tmp_path / "ward.lcdesk", 1)
    yield opened
    opened.close()


class Listener:
    """A desk with everything that it said and told."""

    def __init__(self, file: WardFile) -> None:
        self.desk = Desk(file, lambda: DAY)
        self.said: list[str] = []
        self.touched: set[str] = set()
        self.complaints: dict[str, str] = {}
        self.desk.said.connect(self.said.append)
        self.desk.changed.connect(self.touched.update)

    def complain(self, complaints: Mapping[str, str]) -> None:
        self.complaints = dict(complaints)


@pytest.fixture
def heard(file: WardFile) -> Listener:
    return Listener(file)


def refuse() -> None:
    raise Refused({"amount": "Quá nhiều.", "": "Chưa được."})


def group_of(file: WardFile) -> Group:
    return records.find(file, Group)[0]


def test_what_is_done_is_said_and_told_and_gone_on_with(heard: Listener, file: WardFile) -> None:
    followed: list[str] = []
    group = group_of(file)
    done = heard.desk.run(
        lambda: heard.desk.do(registers.save_group, group),
        lambda done: f"Đã lưu: {done.record.name}",
        then=lambda done: followed.append(done.record.name),
        complain=heard.complain,
    )
    assert done and heard.said == ["Đã lưu: Cây Xanh"] and followed == ["Cây Xanh"]
    assert heard.touched == {"group"} and not heard.complaints


def test_complaints_go_to_the_form_and_nothing_is_said_to_be_done(heard: Listener) -> None:
    followed: list[object] = []
    assert not heard.desk.run(refuse, "Đã lưu.", then=followed.append, complain=heard.complain)
    assert heard.complaints == {"amount": "Quá nhiều.", "": "Chưa được."}
    assert heard.said == followed == []


def test_without_a_form_complaints_stand_at_the_foot(heard: Listener) -> None:
    assert not heard.desk.run(refuse, "Đã lưu.")
    assert heard.said == ["Quá nhiều. Chưa được."]


def test_a_file_that_cannot_be_written_is_a_sentence_and_nothing_is_half_done(
    heard: Listener, file: WardFile
) -> None:
    file.db.execute("PRAGMA query_only = 1")
    before = group_of(file)
    assert not heard.desk.run(lambda: heard.desk.do(registers.save_group, before), "Đã lưu.")
    assert heard.said == ["Không ghi được vào tệp hoặc thư mục chứa tệp. Dữ liệu vẫn như cũ."]
    assert group_of(file) == before and not heard.touched


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (sqlcipher.DatabaseError("database disk image is malformed"), "hỏng"),
        (sqlcipher.OperationalError("disk I/O error"), "Ổ đĩa không"),
        (sqlcipher.DatabaseError("file is not a database"), "hỏng"),
        (OSError(5, "Input/output error", "ward.lcdesk"), "ward.lcdesk"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(
    heard: Listener, error: Exception, sentence: str
) -> None:
    def read(_id: int) -> None:
        raise error

    heard.desk.guarded(read)(7)
    with heard.desk.saying():
        read(7)
    assert heard.said == [heard.said[0]] * 2 and sentence in heard.said[0]


def test_what_cannot_be_shown_after_a_verb_is_said_and_the_verb_is_done(heard: Listener) -> None:
    assert heard.desk.run(lambda: 1, "Đã lưu.", then=lambda _one: refuse())
    assert heard.said == ["Đã lưu.", "Quá nhiều. Chưa được."]


def test_a_mistake_of_the_program_is_no_refusal(heard: Listener) -> None:
    with pytest.raises(ZeroDivisionError):
        heard.desk.run(lambda: 1 // 0, "Đã lưu.")
    with pytest.raises(ZeroDivisionError), heard.desk.saying():
        1 // 0  # noqa: B018
    assert heard.said == []


def test_choices_of_a_file_that_cannot_be_read_are_none(
    heard: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_any: object) -> None:
        raise sqlcipher.DatabaseError("database disk image is malformed")

    source = heard.desk.source("group")
    assert [label for _code, label in source.find("cay")] == ["012 · Cây Xanh"]
    monkeypatch.setattr("lcdesk.ui.kit.desk.lists.choices", damaged)
    monkeypatch.setattr("lcdesk.ui.kit.desk.records.get", damaged)
    assert source.find("cay") == [] and source.name("1") == "1"
    assert len(heard.said) == 1
