"""What may and may not happen where a page ends, and that nothing runs out of its margins."""

from dataclasses import replace

import pypdfium2
import pytest

from lcdesk.papers.forms import collection
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.kit import page
from lcdesk.papers.kit.wording import shipped
from tests.papers.forms import samples
from tests.papers.reading import pages, printed, squeezed

NAME = "Nguyễn Thị Hoa Phượng Vĩ Trường Xuân "
LONGEST = {"words": (NAME * 6)[:200], "one word": "Ễ" * 200, "wide letters": "W" * 200}


def test_a_long_list_repeats_its_head_and_splits_no_row() -> None:
    content = samples.proposal_list(60, decided=True)
    texts = pages(printed(content))
    for number, line in enumerate(content.lines, 1):
        amount = f"{line.proposed_amount:,}".replace(",", ".")
        row = squeezed(f"{number} {line.name} {line.household_class} {amount} {line.purpose} 36")
        holders = [text for text in texts if row in text]
        assert len(holders) == 1, row
        assert "TTHọvàtên" in holders[0] or "Họvàtên" in holders[0]


def test_long_minutes_repeat_their_head() -> None:
    texts = pages(printed(samples.minutes(25, 20)))
    holders = [text for text in texts if "Khôngýkiến:2" in text]
    assert len(holders) > 3
    assert all("Nộidungđềnghị" in text for text in holders)


@pytest.mark.parametrize("lines", range(1, 16))
def test_the_leader_never_signs_alone(lines: int) -> None:
    content = samples.proposal_list(lines)
    (page,) = [text for text in pages(printed(content)) if "TỔTRƯỞNG(Ký" in text]
    assert "Cộng" in page
    for line in content.lines[-2:]:
        assert squeezed(line.name) in page


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("members", range(1, 18))
def test_the_cash_is_never_counted_on_a_page_of_its_own(members: int, paid: bool) -> None:
    content = samples.collection(members, paid=paid)
    (page,) = [text for text in pages(printed(content)) if "NGƯỜINỘPTIỀN" in text]
    assert "Bảngkêtiềnmặt" in page and "khớpvớitổngsốtiềnthu" in page
    for line in content.lines[-2:]:
        assert squeezed(f"{line.name} {line.loan_code}") in page


def least_pages(content: collection.CollectionContent) -> int:
    """How many pages the heights of everything on a 13/TD need at least, the head of the table on each of them."""
    wording = shipped()
    width, height = page.body(True)
    parts = collection.PAPER.laid_out(content, {**wording["*"], **wording["13"]})
    tall = sum(
        each.wrap(width, 10**6)[1] + each.getSpaceBefore() + each.getSpaceAfter() for each in parts
    )
    head = sum(parts[-1]._rowHeights[: parts[-1].repeatRows])
    return next(count for count in range(1, 100) if tall + (count - 1) * head <= count * height)


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("members", [5, 30, 60])
def test_members_need_as_few_pages_as_their_rows_are_high(members: int, paid: bool) -> None:
    content = samples.collection(members, paid=paid)
    texts = pages(printed(content))
    assert len(texts) == least_pages(content)
    assert all("TTHọvàtên" in text for text in texts)
    for line in content.lines:
        row = squeezed(f"{line.name} {line.loan_code} {line.programme}")
        assert any(row in text for text in texts)


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("members", range(1, 12))
def test_nobody_signs_a_reconciliation_alone(members: int, answered: bool) -> None:
    content = samples.reconciliation(members, answered=answered)
    (page,) = [text for text in pages(printed(content)) if "NGƯỜIĐỐICHIẾU" in text]
    assert "Đãđốichiếu" in page
    assert squeezed(f"{content.lines[-1].name} {content.lines[-1].loan_code}") in page


@pytest.mark.parametrize("applications", range(12))
def test_nobody_signs_minutes_alone(applications: int) -> None:
    (page,) = [
        text for text in pages(printed(samples.minutes(applications))) if "CHỦTỌA(Ký" in text
    ]
    assert "Cuộchọpkếtthúclúc" in page
    assert "TỔCHỨCCHÍNHTRỊ-XÃHỘI(Ký" in page


@pytest.mark.parametrize("lines", range(14))
def test_a_borrower_never_signs_alone(lines: int) -> None:
    content = replace(samples.APPLICATION, lines=samples.APPLICATION.lines[:1] * lines)
    (page,) = [text for text in pages(printed(content)) if "NGƯỜIVAYVỐN(Ký" in text]
    assert "Tôicamkết" in page


def test_a_heading_is_never_the_last_on_its_page() -> None:
    headings = (
        "II.NỘIDUNGCUỘCHỌP",
        "1.Kếtnạptổviên",
        "3.Bìnhxétchovay",
        "4.Tổnghợpkếtquảbìnhxét",
        "5.Nộidungkhác",
    )
    for absences in range(30):
        for text in pages(printed(samples.minutes(1, absences))):
            assert not text.endswith(headings)


@pytest.mark.parametrize("text", LONGEST.values(), ids=LONGEST)
@pytest.mark.parametrize("content", samples.FILLED, ids=lambda each: type(each).__name__)
def test_the_longest_texts_stay_within_the_margins(content: object, text: str) -> None:
    document = pypdfium2.PdfDocument(printed(samples.with_text(content, text), notice=text * 3))
    try:
        for sheet in document:
            width = sheet.get_width()
            read = sheet.get_textpage()
            boxes = [read.get_rect(i) for i in range(read.count_rects())]
            assert min(left for left, *_ in boxes) > page.LEFT - 1
            over = [
                read.get_text_bounded(*each) for each in boxes if each[2] >= width - page.RIGHT + 1
            ]
            assert not over, f"this runs over the right margin: {over}"
            assert min(bottom for _, bottom, *_ in boxes) > 10
    finally:
        document.close()


def test_a_text_longer_than_a_page_goes_on_over_the_next() -> None:
    words = " ".join(f"từ{number}" for number in range(900))
    reviewed = replace(samples.reviewed(4), purpose=words, reason=words)
    content = MinutesContent(
        held_on=samples.DAY, applications=(reviewed, samples.reviewed(5)), conclusion=words
    )
    text = "".join(pages(printed(content)))
    assert text.count("từ450") == 3
    assert text.count("từ899") == 3


@pytest.mark.parametrize("length", [300, 664, 1288, 2000])
@pytest.mark.parametrize("content", samples.FILLED, ids=lambda each: type(each).__name__)
def test_no_length_stops_a_paper(content: object, length: int) -> None:
    assert pages(printed(samples.with_text(content, (NAME * 60)[:length])))


@pytest.mark.parametrize("name", PAPERS)
def test_a_blank_paper_has_rows_to_write_in(name: str) -> None:
    document = pypdfium2.PdfDocument(printed(PAPERS[name].content()))
    sheets = len(document)
    document.close()
    assert sheets <= 3


@pytest.mark.parametrize("loans", [1, 5, 6, 7, 8, 9, 20])
def test_nobody_signs_a_use_check_alone(loans: int) -> None:
    content = samples.use_check(loans)
    (page,) = [text for text in pages(printed(content)) if "NGƯỜICHỨNGKIẾN" in text]
    assert "Cácbênđãđọclại" in page
    (sums,) = [text for text in pages(printed(content)) if "Dùngsaimụcđích:" in text]
    assert squeezed(content.lines[-1].name) in sums


@pytest.mark.parametrize("visited", [0, 3, 5, 9, 14])
def test_nobody_signs_a_group_check_alone(visited: int) -> None:
    (page,) = [
        text for text in pages(printed(samples.group_check(visited))) if "TRƯỞNGĐOÀNKIỂMTRA" in text
    ]
    assert "Cácbênđãđọclại" in page
