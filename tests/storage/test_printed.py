"""Papers as they were decided, and when they went out."""

from lcdesk.storage import printed, records


def freeze(file, content, paper="10C", subject=1):
    with records.writing(file, "close_meeting") as write:
        printed.freeze(write, paper, subject, content)


def test_a_paper_stays_as_decided_until_it_is_decided_anew(file):
    assert printed.frozen(file, "10C", 1) == ""
    freeze(file, "first")
    freeze(file, "other paper", paper="03")
    freeze(file, "other meeting", subject=2)
    assert printed.frozen(file, "10C", 1) == "first"
    freeze(file, "second")
    assert printed.frozen(file, "10C", 1) == "second"
    assert file.db.execute("SELECT content FROM frozen_paper WHERE replaced_at <> ''").fetchall() == [("first",)]


def test_a_thawed_paper_is_open_again(file):
    freeze(file, "first")
    with records.writing(file, "reopen_meeting") as write:
        printed.thaw(write, "10C", 1)
    assert printed.frozen(file, "10C", 1) == ""


def test_an_earlier_printing_with_another_content_is_known(file):
    assert printed.other_printing(file, "10C", 1, "a") == ""
    printed.note(file, "10C", 1, "a")
    assert printed.other_printing(file, "10C", 1, "a") == ""
    assert printed.other_printing(file, "10C", 1, "b") != ""
    assert printed.other_printing(file, "10C", 2, "b") == printed.other_printing(file, "03", 1, "b") == ""
