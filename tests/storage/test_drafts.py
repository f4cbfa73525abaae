"""What is being typed outlives the program."""

import json
from datetime import datetime

from lcdesk.storage import drafts
from lcdesk.storage.database import WardFile
from tests.domain.made import HOSTILE
from tests.storage.wards import reopened

DRAFT = {"name": "Lê Ch", "amount": "50t", "lines": [{"item": "Bò", "amount": ""}]}


def test_a_draft_is_kept_as_it_was_typed(file: WardFile) -> None:
    drafts.keep(file, "application/new", DRAFT)
    draft, kept_at = drafts.kept(file, "application/new")
    assert draft == DRAFT
    assert datetime.fromisoformat(kept_at).utcoffset() is not None


def test_a_later_draft_takes_the_place_of_the_first(file: WardFile) -> None:
    drafts.keep(file, "member/1", DRAFT)
    drafts.keep(file, "member/1", {"name": "Lê Chân"})
    assert drafts.kept(file, "member/1")[0] == {"name": "Lê Chân"}


def test_each_form_has_its_own(file: WardFile) -> None:
    drafts.keep(file, "member/1", DRAFT)
    drafts.keep(file, "member/11", {})
    drafts.drop(file, "member/11")
    assert drafts.kept(file, "member/1")[0] == DRAFT
    assert drafts.kept(file, "member/11") is drafts.kept(file, "nowhere") is None
    drafts.drop(file, "nowhere")


def test_a_draft_is_there_in_the_next_session(file: WardFile) -> None:
    drafts.keep(file, "member/1", DRAFT)
    again = reopened(file)
    assert drafts.kept(again, "member/1")[0] == DRAFT
    again.close()


def test_any_text_is_kept(file: WardFile) -> None:
    draft = {str(number): text for number, text in enumerate(HOSTILE) if "\ud800" not in text}
    drafts.keep(file, "'; --", draft)
    assert drafts.kept(file, "'; --")[0] == draft == json.loads(json.dumps(draft))
