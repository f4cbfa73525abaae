"""A proposal list of 60 households beside one blank page."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from bench.rows import Row, ratios
from lcdesk.actions.files import shipped_wording
from lcdesk.papers.forms.catalogue import Part, render
from lcdesk.papers.forms.proposal_list import ProposalListContent, ProposalRow
from lcdesk.papers.kit import fonts

LINES = 60
RUNS, PAIRS = 5, 7
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "ABCDĐEGHIKLMNOPQRSTUVXY0123456789.,:;/()-"
)


def rows(_folder: Path) -> Iterator[Row]:
    wording: dict[str, dict[str, str]] = defaultdict(dict)
    for each in shipped_wording():
        wording[each.paper][each.key] = each.text
    parts = [Part(_content(), "03/TD")]

    def paper(_number: int) -> bytes:
        return render(parts, wording, title="03/TD", author="bench")

    paper(0), blank(0)
    yield Row(
        f"form 03/TD of {LINES} rows ÷ one page that only embeds the same fonts",
        10,
        tuple(ratios(paper, blank, RUNS, PAIRS)),
    )


def blank(_number: int) -> bytes:
    """A page without a layout: the letters stand beside the paper, so that the fonts come with it
    as with a form."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), initialFontName=fonts.REGULAR, invariant=1)
    for font in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC):
        canvas.setFont(font, 13)
        canvas.drawString(0, -100, LETTERS)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _content() -> ProposalListContent:
    lines = (
        ProposalRow(
            name=f"Nguyễn Thị Thược Dược {number}",
            household_class="Hộ nghèo",
            proposed_amount=30_000_000 + number * 100_000,
            purpose="Nuôi lợn nái và cải tạo chuồng trại",
            proposed_term_months=36,
        )
        for number in range(LINES)
    )
    return ProposalListContent(
        number="03/DS",
        programme="Hộ nghèo",
        group="Hoa Sen",
        group_leader="Trần Thị Hoa Giấy",
        neighbourhood="Tổ dân phố số 5",
        association="Hội Liên hiệp Phụ nữ",
        ward="Phường Lê Chân",
        city="thành phố Hải Phòng",
        bank_office="Phòng giao dịch NHCSXH Lê Chân",
        held_on=date(2026, 9, 5),
        signed_on=date(2026, 9, 6),
        lines=tuple(lines),
    )
