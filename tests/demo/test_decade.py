"""The large sample ward says the published figures, read back from the PDF of its review."""

from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest

from lcdesk.actions import closings, files
from lcdesk.demo.decade import LAST_DAY, make_decade
from lcdesk.domain import periods
from lcdesk.i18n import use_language
from lcdesk.reporting import catalogue, exports, figures
from lcdesk.reporting.request import Request
from lcdesk.storage.database import WardFile
from lcdesk.storage.reporting import tally
from lcdesk.storage.reporting.books import BookReader
from tests.papers.reading import pages, squeezed
from tests.small_ward import CHEAP

TODAY = date(2025, 1, 10)
YEAR = periods.year(LAST_DAY.year)


@pytest.fixture(scope="module")
def decade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WardFile]:
    use_language("vi")
    file = make_decade(tmp_path_factory.mktemp("decade") / "ward.lcdesk", "mật khẩu thử", CHEAP)
    yield file
    file.close()


def test_the_review_says_the_ten_years(decade: WardFile) -> None:
    review = catalogue.make(decade, Request("ten-year-review", YEAR, base=2014), TODAY)
    text = "".join(pages(exports.as_pdf(decade, review)))
    for said in (
        "9 chương trình tín dụng chính sách là 242.780 triệu đồng, với 4.836 hộ còn dư nợ",
        "So với năm 2014, dư nợ tăng 172.023 triệu đồng",
        "dư nợ là 7.250 triệu đồng với 145 khoản vay, tạo việc làm cho 153 lao động",
    ):
        assert squeezed(said) in text, said


def test_its_life_is_a_possible_one(decade: WardFile) -> None:
    """Nobody owes less than nothing, and the totals of every year agree."""
    assert files.check(decade) == []
    reading = BookReader(decade, TODAY)
    for year in range(2020, LAST_DAY.year + 1):
        found = figures.counted(reading, periods.year(year))
        found.check()
        facts = tally.read_loan_facts(reading, periods.year(year))
        assert (
            min(min(each.outstanding, each.outstanding - each.overdue) for each in facts.loans) >= 0
        )


def test_the_same_book_twice_is_the_same_bytes(decade: WardFile) -> None:
    closing = closings.close(decade, "year", LAST_DAY, TODAY).record
    asked = Request("year-book", YEAR)
    first, later = (
        exports.as_pdf(decade, catalogue.make(decade, asked, day))
        for day in (TODAY, date(2026, 5, 5))
    )
    assert first == later
    document = pypdfium2.PdfDocument(first)
    assert (
        len(document) > 150
        and document.get_metadata_value("Author") == "ỦY BAN NHÂN DÂN PHƯỜNG MẪU"
    )
    document.close()
    closings.reopen(decade, closing.id, "Thử", TODAY)
