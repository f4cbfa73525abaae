"""Papers: what was decided stays, a changed reprint says so, and all of them are Vietnamese."""

from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

import pypdfium2
import pytest

from lcdesk.actions import checks, files, loans, meetings, proposals, registers
from lcdesk.domain.applications import CoMember
from lcdesk.domain.checks import (
    CheckCall,
    GroupInspector,
    MonthScores,
    Recommendation,
    ScoreLine,
    UseInspector,
    Visited,
)
from lcdesk.domain.errors import Refused
from lcdesk.domain.loans import Disbursement
from lcdesk.domain.meetings import Meeting
from lcdesk.domain.people import Member
from lcdesk.domain.programmes import FORMS
from lcdesk.domain.proposals import ProposalList
from lcdesk.domain.ward import Wording
from lcdesk.i18n import _, clean, in_language, use_language
from lcdesk.papers.forms.catalogue import PAPERS as LAYOUTS
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.printing import catalogue, papers
from lcdesk.printing.papers import Paper
from lcdesk.printing.printable import ABOUT, Printable, Subject
from lcdesk.queries import check_sheets
from lcdesk.storage import records
from tests.small_ward import MILLION, PAID_DAY, PASSWORD, TODAY, SmallWard, agreed, answered

SPOUSE = CoMember(
    name="Trần Văn Khế", born_on=date(1978, 1, 1), citizen_id="999078000999", relation="spouse"
)


def text_of(paper: papers.Paper) -> str:
    """All text of the pages, with single spaces."""
    document = pypdfium2.PdfDocument(paper.pdf)
    try:
        return clean(" ".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def of_meeting(ward: SmallWard, name: str, meeting: Meeting) -> Paper:
    return papers.of(ward.file, name, "meeting", Subject(meeting.id, TODAY))


def rename(ward: SmallWard, member: Member, name: str) -> None:
    registers.save_member(ward.file, replace(ward.get(Member, member.id), name=name))


@pytest.fixture
def held(ward: SmallWard) -> Meeting:
    """A closed meeting with applications on both forms, one with a co-member."""
    ward.apply(ward.members[2], co_members=(SPOUSE,))
    ward.apply(ward.members[3], "GQVL", jobs_created=1, jobs_own=1)
    return ward.hold()


def test_minutes_and_lists_say_what_was_decided(ward: SmallWard, held: Meeting) -> None:
    before = {name: of_meeting(ward, name, held) for name in ("10C", "03")}
    rename(ward, ward.members[2], "Lê Thị Khế Chua")
    for name, paper in before.items():
        after = of_meeting(ward, name, held)
        assert after.parts == paper.parts
        assert after.pdf == paper.pdf
        assert ward.members[2].name in text_of(after)


def test_the_papers_of_an_open_meeting_follow_the_registers(ward: SmallWard) -> None:
    ward.apply(ward.members[2])
    opened = meetings.save_meeting(ward.file, agreed(ward.open_meeting(), ward.members)).record
    rename(ward, ward.members[2], "Lê Thị Khế Chua")
    paper = of_meeting(ward, "10C", opened)
    assert "Lê Thị Khế Chua" in text_of(paper)
    (part,) = paper.parts
    assert part.notice == draft_notice()


def draft_notice() -> str:
    with in_language("vi"):
        return _("Draft: the meeting is not closed yet.")


def test_a_closed_meeting_carries_no_notice(ward: SmallWard, held: Meeting) -> None:
    assert [part.notice for part in of_meeting(ward, "bundle", held).parts] == [""] * 6


def test_the_papers_of_a_reopened_meeting_say_so(ward: SmallWard, held: Meeting) -> None:
    opened = meetings.reopen_meeting(ward.file, held.id, "Ghi nhầm số phiếu").record
    (part,) = of_meeting(ward, "10C", opened).parts
    assert part.notice.startswith(draft_notice())
    assert "Ghi nhầm số phiếu" in part.notice
    assert isinstance(part.content, MinutesContent) and part.content.number == held.number
    rename(ward, ward.members[2], "Lê Thị Khế Chua")
    for name in ("10C", "03"):
        assert "Lê Thị Khế Chua" in text_of(of_meeting(ward, name, opened)), (
            "it follows the registers"
        )
    closed = meetings.close_meeting(ward.file, opened).record
    for name in ("10C", "03"):
        for part in of_meeting(ward, name, closed).parts:
            assert "Ghi nhầm số phiếu" in part.notice
            assert draft_notice() not in part.notice


def test_a_reprint_with_another_content_says_what_it_replaces(
    ward: SmallWard, tmp_path: Path
) -> None:
    made = ward.apply(ward.members[2])
    papers.write_pdf(
        ward.file,
        papers.of(ward.file, "01", "application", Subject(made.id, TODAY)),
        tmp_path / "01.pdf",
    )
    (same,) = papers.of(ward.file, "01", "application", Subject(made.id, TODAY)).parts
    assert same.notice == ""
    rename(ward, ward.members[2], "Lê Thị Khế Chua")
    other = papers.of(ward.file, "01", "application", Subject(made.id, TODAY))
    assert other.parts[0].notice
    assert clean(other.parts[0].notice) in text_of(other)


def test_what_was_only_looked_at_was_not_printed(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2])
    papers.of(ward.file, "01", "application", Subject(made.id, TODAY))
    rename(ward, ward.members[2], "Lê Thị Khế Chua")
    assert papers.of(ward.file, "01", "application", Subject(made.id, TODAY)).parts[0].notice == ""


def test_reopened_minutes_with_other_votes_replace_the_printed_ones(
    ward: SmallWard, held: Meeting, tmp_path: Path
) -> None:
    papers.write_pdf(ward.file, of_meeting(ward, "10C", held), tmp_path / "10C.pdf")
    opened = meetings.reopen_meeting(ward.file, held.id, "Ghi nhầm").record
    first, *others = opened.decisions
    changed = replace(opened, decisions=(replace(first, votes_for=5, votes_against=1), *others))
    closed = meetings.close_meeting(ward.file, changed).record
    (part,) = of_meeting(ward, "10C", closed).parts
    assert isinstance(part.content, MinutesContent) and part.content.applications[0].votes_for == 5
    reopened, replaced = part.notice.split("Ghi nhầm")
    assert reopened and replaced.strip(), "it says both"


def test_a_bundle_is_in_the_order_of_the_desk(ward: SmallWard, held: Meeting) -> None:
    parts = of_meeting(ward, "bundle", held).parts
    assert [part.paper for part in parts] == ["10C", "03", "03", "01", "01-uq", "01-gqvl"]
    document = pypdfium2.PdfDocument(of_meeting(ward, "bundle", held).pdf)
    assert [item.get_title() for item in document.get_toc()] == [part.title for part in parts]
    document.close()


def test_an_authorisation_names_the_adults(ward: SmallWard, held: Meeting) -> None:
    made = ward.get(Meeting, held.id).decisions[0].application
    text = text_of(papers.of(ward.file, "01-uq", "application", Subject(made, TODAY)))
    assert SPOUSE.name in text and SPOUSE.citizen_id in text


def test_minutes_name_the_rule_gone_against_and_the_reason(ward: SmallWard) -> None:
    ward.apply(ward.members[2], amount=120 * MILLION, override_reason="Hộ có tài sản bảo đảm")
    text = text_of(of_meeting(ward, "10C", ward.hold()))
    assert "Hộ có tài sản bảo đảm" in text
    assert "100.000.000" in text
    assert ward.programme("HN").terms[0].source in text


def test_a_list_gives_the_proposed_amount(ward: SmallWard) -> None:
    ward.apply(ward.members[2])
    opened = agreed(ward.open_meeting(), ward.members)
    lowered = replace(opened, decisions=(replace(opened.decisions[0], amount=30 * MILLION),))
    closed = meetings.close_meeting(ward.file, lowered).record
    text = text_of(of_meeting(ward, "03", closed))
    assert "30.000.000" in text and "50.000.000" not in text


def test_a_meeting_that_proposes_nothing_has_no_list(ward: SmallWard) -> None:
    closed = ward.hold()
    with pytest.raises(Refused):
        of_meeting(ward, "03", closed)
    assert [part.paper for part in of_meeting(ward, "bundle", closed).parts] == ["10C"]


@pytest.mark.parametrize("name", ["01", "01-gqvl", "01-uq", "10C", "03"])
def test_every_form_can_be_blank_or_for_a_group(ward: SmallWard, name: str) -> None:
    made = (
        papers.blank(ward.file, name),
        papers.of(ward.file, name, "group", Subject(ward.group.id, TODAY)),
    )
    texts = [text_of(paper).lower() for paper in made]
    assert ["phường mẫu" in text for text in texts] == [False, True]


def test_a_paper_of_another_kind_is_refused(ward: SmallWard, held: Meeting) -> None:
    made = held.decisions[0].application
    for about, name, id in (
        ("meeting", "01", held.id),
        ("application", "10C", made),
        ("list", "10C", 1),
        ("check", "13", 1),
        ("meeting", "10C", 999),
        ("application", "01", 999),
    ):
        with pytest.raises(Refused):
            papers.of(ward.file, name, about, Subject(id, TODAY))


def test_papers_are_vietnamese_on_any_screen(ward: SmallWard, held: Meeting) -> None:
    english = of_meeting(ward, "bundle", held)
    use_language("vi")
    assert of_meeting(ward, "bundle", held) == english


@pytest.fixture
def followed(ward: SmallWard, held: Meeting) -> dict[str, int]:
    """What followed on the meeting, written down on an English screen: the bank decided, a loan was paid out, and
    each check found something. The ids of the checks, by their papers."""
    for made in records.find(ward.file, ProposalList, meeting=held.id):
        proposals.save_list(ward.file, answered(made), TODAY)
    asked = Disbursement(
        application=held.decisions[0].application,
        code="66001",
        paid_on=PAID_DAY,
        amount=50 * MILLION,
    )
    loans.disburse(ward.file, asked, TODAY)
    line = ScoreLine(group=ward.group.id, score=87_50)
    checks.save_scores(ward.file, MonthScores(month=TODAY.replace(day=1), lines=(line,)))
    call = CheckCall(group=ward.group.id, day=TODAY)
    use = checks.open_use_check(ward.file, call, TODAY).record
    compared = checks.open_reconciliation(ward.file, call, TODAY).record
    planned = check_sheets.group_check_of(ward.group.id, PAID_DAY)
    found = {
        "06": replace(
            use,
            inspectors=(UseInspector(name="Lê Kiểm Tra", office="Hội Nông dân"),),
            lines=(replace(use.lines[0], right_amount=30 * MILLION, wrong_amount=20 * MILLION),),
        ),
        "15": replace(
            compared,
            checked_on=TODAY,
            lines=(replace(compared.lines[0], answered="yes", debt=1, cause="Ghi nhầm"),),
        ),
        "16": replace(
            planned,
            checked_on=TODAY,
            inspectors=(GroupInspector(name="Lê Kiểm Tra"),),
            duties=tuple(
                replace(each, done=done)
                for each, done in zip(planned.duties, cycle(("yes", "no")), strict=False)
            ),
            visited=(Visited(member=ward.members[2].id, finding="Nuôi ốc"),),
            recommendations=(Recommendation(text="Ghi sổ đều hơn", due_on=TODAY),),
        ),
    }
    return {
        paper: checks.save_check(ward.file, check, TODAY).record.id
        for paper, check in found.items()
    }


@pytest.mark.parametrize("paper", catalogue.PAPERS.values(), ids=lambda each: each.id)
def test_every_paper_is_vietnamese_on_an_english_screen(
    ward: SmallWard, held: Meeting, followed: dict[str, int], paper: Printable
) -> None:
    ids = {"meeting": held.id, "application": held.decisions[0].application, "list": 1}
    ids |= {"group": ward.group.id, "month": ward.group.id, "check": followed.get(paper.id, 0)}
    said: list[list[Paper]] = []
    for language in ("en", "vi"):
        use_language(language)
        made = [
            papers.of(
                ward.file,
                paper.id,
                about,
                Subject(ids[about], TODAY, TODAY if about == "month" else None),
            )
            for about in paper.by
        ]
        if paper.layout:
            made.append(papers.blank(ward.file, paper.id))
        said.append(made)
    assert said[0] == said[1] != []


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ("06", ("30.000.000", "20.000.000", "Lê Kiểm Tra")),
        ("15", ("50.000.000", "Ghi nhầm")),
        ("16", ("87,5", "tốt", "đã làm", "chưa làm", "Nuôi ốc", "Ghi sổ đều hơn")),
    ],
)
def test_a_filled_check_says_what_was_found(
    ward: SmallWard, followed: dict[str, int], paper: str, words: tuple[str, ...]
) -> None:
    text = text_of(papers.of(ward.file, paper, "check", Subject(followed[paper], TODAY)))
    assert [each for each in words if each not in text] == []


def test_the_notice_says_what_the_bank_decided(
    ward: SmallWard, held: Meeting, followed: dict[str, int]
) -> None:
    made = held.decisions[0].application
    text = text_of(papers.of(ward.file, "04", "application", Subject(made, TODAY)))
    assert "50.000.000" in text and "6,6" in text and "78/TB" in text


def test_every_paper_with_a_layout_can_be_asked_for() -> None:
    missing = sorted(LAYOUTS.keys() - catalogue.PAPERS.keys())
    assert not missing, f"no gatherer in lcdesk/printing lists these papers: {missing}"
    assert all(each.layout is LAYOUTS.get(each.id) for each in catalogue.PAPERS.values())


def test_a_paper_says_no_word_that_nothing_can_be_about() -> None:
    for paper in catalogue.PAPERS.values():
        assert paper.by.keys() <= set(ABOUT), paper.id
        assert paper.buttons.keys() <= paper.by.keys(), paper.id


def test_programmes_ask_for_papers_that_are_about_an_application() -> None:
    assert FORMS.keys() <= {each.id for each in catalogue.about("application")}


def test_a_sheet_not_saved_yet_replaces_none_of_another_group(
    ward: SmallWard, tmp_path: Path
) -> None:
    asked = Subject(ward.group.id, TODAY, TODAY)
    papers.write_pdf(ward.file, papers.of(ward.file, "13", "month", asked), tmp_path / "13.pdf")
    (part,) = papers.of(ward.file, "13", "month", replace(asked, month=date(2026, 1, 1))).parts
    assert part.notice == ""


def test_a_file_name_says_day_and_group(ward: SmallWard, held: Meeting) -> None:
    name = of_meeting(ward, "10C", held).file_name
    assert name.startswith("2026-03-10 ") and name.endswith("001 Số 1.pdf")
    assert "/" not in name


def test_the_ward_corrects_the_wording(ward: SmallWard) -> None:
    (title,) = (
        each for each in records.find(ward.file, Wording, paper="10C") if each.key == "title"
    )
    registers.save(ward.file, replace(title, text="BIÊN BẢN THEO MẪU MỚI"))
    assert "BIÊN BẢN THEO MẪU MỚI" in text_of(papers.blank(ward.file, "10C"))
    ward.file.close()
    again = files.open_ward(ward.file.path, PASSWORD)
    assert "BIÊN BẢN THEO MẪU MỚI" in text_of(papers.blank(again, "10C"))
    again.close()


def test_a_paper_that_cannot_be_written_is_refused(
    ward: SmallWard, held: Meeting, tmp_path: Path
) -> None:
    paper = of_meeting(ward, "10C", held)
    with pytest.raises(Refused):
        papers.write_pdf(ward.file, paper, tmp_path / "nowhere" / "10C.pdf")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Refused):
        papers.write_pdf(ward.file, paper, tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []
    assert ward.file.db.execute("SELECT count(*) FROM printing").fetchone() == (0,)


def test_a_written_paper_is_noted(ward: SmallWard, held: Meeting, tmp_path: Path) -> None:
    papers.write_pdf(ward.file, of_meeting(ward, "bundle", held), tmp_path / "bundle.pdf")
    noted = ward.file.db.execute("SELECT paper FROM printing ORDER BY id").fetchall()
    assert [name for (name,) in noted] == ["10C", "03", "03", "01", "01-uq", "01-gqvl"]
    papers.write_pdf(ward.file, papers.blank(ward.file, "10C"), tmp_path / "blank.pdf")
    assert ward.file.db.execute("SELECT count(*) FROM printing").fetchone() == (6,), (
        "a blank form is no record"
    )


@pytest.mark.parametrize(
    ("day", "priority", "edition", "box"),
    [
        (date(2025, 12, 31), "minority", 0, 3),
        (date(2026, 1, 1), "disabled", 2026, 3),
        (date(2026, 1, 2), "other_worker", 2026, 6),
    ],
)
def test_the_boxes_of_an_application_are_those_of_its_day(
    ward: SmallWard, day: date, priority: str, edition: int, box: int
) -> None:
    made = ward.apply(ward.members[2], "GQVL", jobs_created=1, applied_on=day, priority=priority)
    paper = papers.of(ward.file, "01-gqvl", "application", Subject(made.id, TODAY))
    content = paper.parts[0].content
    assert (content.edition, content.priority_groups) == (edition, (box,))  # type: ignore[attr-defined]


def test_an_application_says_who_studies(ward: SmallWard) -> None:
    made = ward.apply(ward.members[2], "HSSV")
    text = text_of(papers.of(ward.file, "01", "application", Subject(made.id, TODAY)))
    assert "Học sinh, sinh viên: Trần Thị Mít Mật, học tại: Trường Đại học Mẫu" in text
    assert "Khóa học từ 01/09/2025 đến 31/08/2029" in text
