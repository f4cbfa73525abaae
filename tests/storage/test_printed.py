"""Papers as they were decided, and when they went out."""

import pytest

from lcdesk.domain.errors import Refused
from lcdesk.domain.shapes import STEPS, KeptContent, adding
from lcdesk.storage import printed, records
from lcdesk.storage.database import WardFile


def freeze(file: WardFile, content: str, paper: str = "10C", subject: int = 1) -> None:
    with records.writing(file, "close_meeting") as write:
        printed.freeze(write, paper, subject, content)


def test_a_paper_stays_as_decided_until_it_is_decided_anew(file: WardFile) -> None:
    assert printed.frozen(file, "10C", 1) == ""
    freeze(file, "first")
    freeze(file, "other paper", paper="03")
    freeze(file, "other meeting", subject=2)
    assert printed.frozen(file, "10C", 1) == "first"
    freeze(file, "second")
    assert printed.frozen(file, "10C", 1) == "second"
    assert file.db.execute(
        "SELECT content FROM frozen_paper WHERE replaced_at <> ''"
    ).fetchall() == [("first",)]


def test_a_thawed_paper_is_open_again(file: WardFile) -> None:
    freeze(file, "first")
    with records.writing(file, "reopen_meeting") as write:
        printed.thaw(write, "10C", 1)
    assert printed.frozen(file, "10C", 1) == ""


def test_an_earlier_printing_with_another_content_is_known(file: WardFile) -> None:
    assert printed.other_printing(file, "10C", 1, "a") == ""
    printed.note(file, "10C", 1, "a")
    assert printed.other_printing(file, "10C", 1, "a") == ""
    assert printed.other_printing(file, "10C", 1, "b") != ""
    assert (
        printed.other_printing(file, "10C", 2, "b")
        == printed.other_printing(file, "15", 1, "b")
        == ""
    )


def test_what_was_kept_in_an_older_shape_is_read_in_todays(
    file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(file, '{"title":"A"}')
    monkeypatch.setitem(STEPS, "10C", (adding({"number": ""}),))
    assert printed.frozen(file, "10C", 1) == '{"number":"","title":"A"}'
    assert printed.kept(file, "10C", 1) == KeptContent("10C", 1, '{"title":"A"}')
    freeze(file, '{"number":"2","title":"A"}')
    assert printed.kept(file, "10C", 1).shape == 2


def test_a_printing_is_compared_in_its_own_shape(
    file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed.note(file, "10C", 1, '{"title":"A"}')
    monkeypatch.setitem(STEPS, "10C", (adding({"number": ""}),))
    assert printed.other_printing(file, "10C", 1, '{"number":"","title":"A"}') == ""
    printed.note(file, "10C", 1, '{"number":"","title":"A"}')
    assert printed.other_printing(file, "10C", 1, '{"number":"","title":"A"}') == ""
    assert printed.other_printing(file, "10C", 1, '{"number":"7","title":"A"}') != ""
    assert printed.other_printing(file, "10C", 1, '{"number":"","title":"B"}') != ""


def test_a_newer_program_kept_and_printed_it(
    file: WardFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setitem(STEPS, "10C", (adding({"number": ""}),))
        freeze(file, '{"number":"","title":"A"}')
        printed.note(file, "10C", 1, '{"number":"","title":"A"}')
    with pytest.raises(Refused, match="kept by a newer version"):
        printed.frozen(file, "10C", 1)
    with pytest.raises(Refused, match="kept by a newer version"):
        printed.other_printing(file, "10C", 1, '{"title":"A"}')


def test_the_shape_of_a_decided_paper_stays(file: WardFile) -> None:
    freeze(file, "first")
    with pytest.raises(Refused), file.atomically():
        file.db.execute("UPDATE frozen_paper SET shape = 2")


def test_what_went_out_last_is_kept_once(file: WardFile) -> None:
    assert printed.last(file, "10C", 1) is None
    for content in ("a", "a", "b", "a", "a"):
        printed.note(file, "10C", 1, content)
    found = printed.last(file, "10C", 1)
    assert found and found.content == KeptContent("10C", 1, "a")
    kept = file.db.execute("SELECT content FROM printing ORDER BY id").fetchall()
    assert kept == [("a",), ("",), ("b",), ("a",), ("",)]
    printed.note(file, "list members", 0, "")
    assert printed.last(file, "list members", 0) is None
