"""Every report is an archival PDF that reads out in order."""

from datetime import date

import pytest

from lcdesk.actions import registers
from lcdesk.actions.reports import catalogue, exports
from lcdesk.actions.reports.scene import Asked
from lcdesk.domain import periods
from lcdesk.domain.figures import FormerYear
from tests.actions.made import MILLION, TODAY
from tests.papers.archival import assert_archival
from tests.papers.reading import pages, squeezed


@pytest.mark.parametrize("name", catalogue.REPORTS)
def test_a_report_is_an_archive(ward, name):
    ward.lend(ward.members[2], fund_source="local")
    registers.save(ward.file, FormerYear(year=2016, outstanding=8 * MILLION))
    report = catalogue.make(ward.file, Asked(name, periods.year(2026)), TODAY)
    pdf = exports.as_pdf(ward.file, report)
    assert_archival(pdf)
    text = "".join(pages(pdf))
    assert squeezed(report.title) in text and squeezed(report.agreement) in text
    assert pdf == exports.as_pdf(ward.file, report), "the same content is the same bytes"


def test_progress_can_stop_an_export_and_leaves_the_old_file(ward, tmp_path):
    class Cancelled(Exception):
        pass

    def stop(_page):
        raise Cancelled

    path = tmp_path / "book.pdf"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        exports.write(ward.file, catalogue.make(ward.file, Asked("year-book", periods.year(2025)), TODAY), path, stop)
    assert path.read_bytes() == b"old"
    assert ward.file.db.execute("SELECT count(*) FROM printing").fetchone() == (0,)


def test_a_report_is_vietnamese_on_an_english_screen(ward):
    report = catalogue.make(ward.file, Asked("summary", periods.month(date(2026, 5, 1))), TODAY)
    assert (report.title, report.period) == ("TỔNG HỢP TÍN DỤNG CHÍNH SÁCH THEO CHƯƠNG TRÌNH", "Tháng 05/2026")
