"""Every paper is a tagged PDF/A-2b."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from lcdesk.papers.forms.application import ApplicationContent
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.kit.head import Head
from tests.papers.archival import assert_archival, elements_of, kids_of, read_out
from tests.papers.forms import samples
from tests.papers.reading import printed

NAME = "Nguyễn Thị Hoa Phượng Vĩ Trường Xuân "
BUNDLE = (
    samples.minutes(12),
    samples.proposal_list(30),
    samples.JOB_APPLICATION,
    samples.collection(40),
)


@pytest.mark.parametrize(
    "content",
    [*samples.FILLED, *(each.content() for each in PAPERS.values())],
    ids=lambda each: type(each).__name__,
)
def test_every_paper_is_archival(content: Head) -> None:
    assert_archival(printed(content, notice="Bản này thay bản in ngày 01/09/2026"))


def test_a_bundle_is_archival() -> None:
    assert_archival(printed(*BUNDLE))


@pytest.mark.parametrize("content", samples.FILLED, ids=lambda each: type(each).__name__)
def test_rows_and_texts_cut_by_pages_stay_whole_in_the_structure(content: object) -> None:
    data = printed(samples.with_text(content, (NAME * 60)[:2000]))
    assert_archival(data)
    assert any((NAME * 60)[:2000].strip() in text for _role, text in read_out(data))


def test_facts_and_metadata_say_the_same() -> None:
    with pikepdf.open(BytesIO(printed(*BUNDLE))) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:creator"] == [str(pdf.docinfo.Author)] == ["Phường Lê Chân"]
        assert metadata["dc:description"] == str(pdf.docinfo.Subject) == "Tờ 1; Tờ 2; Tờ 3; Tờ 4"
        assert metadata["pdf:Producer"] == str(pdf.docinfo.Producer)
        assert (
            metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2000-01-01T00:00:00+00:00"
        )
        assert (
            str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20000101000000+00'00'"
        )


def test_the_identity_of_a_file_is_that_of_its_content() -> None:
    def identity(content: ApplicationContent) -> bytes:
        with pikepdf.open(BytesIO(printed(content))) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identity(samples.APPLICATION) == identity(replace(samples.APPLICATION))
    assert identity(samples.APPLICATION) != identity(replace(samples.APPLICATION, amount=1))


def test_markup_in_a_title_is_no_markup_of_the_metadata() -> None:
    from lcdesk.papers.forms.catalogue import Part, render
    from lcdesk.papers.kit.wording import shipped

    data = render(
        [Part(samples.APPLICATION, "A & <b>")], shipped(), title="<rdf:li>&", author="\"'&"
    )
    assert_archival(data)


def test_a_paper_is_read_in_its_order() -> None:
    spoken = read_out(printed(samples.minutes(2)))
    texts = [text for _role, text in spoken]
    wanted = [
        "HỘI LIÊN HIỆP PHỤ NỮ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BIÊN BẢN HỌP TỔ TIẾT KIỆM VÀ VAY VỐN",
        "II. NỘI DUNG CUỘC HỌP",
        "Ngô Thị Hoa Lan",
        "Mục đích: Nuôi lợn nái và cải tạo chuồng trại",
        "III. KẾT LUẬN",
        "CHỦ TỌA",
    ]
    places = [texts.index(text) for text in wanted]
    assert places == sorted(places)
    assert dict(spoken[::-1])["H1"] == "BIÊN BẢN HỌP TỔ TIẾT KIỆM VÀ VAY VỐN"
    assert ("H2", "III. KẾT LUẬN") in spoken and ("TD", "Ngô Thị Hoa Lan") in spoken


def test_the_head_of_a_long_table_is_content_once() -> None:
    spoken = read_out(printed(samples.proposal_list(60)))
    assert spoken.count(("TH", "Họ và tên")) == 1
    assert sum(role == "TD" and text.isdigit() and text == "60" for role, text in spoken) == 1


def test_a_head_over_columns_spans_them() -> None:
    with pikepdf.open(BytesIO(printed(samples.collection(3)))) as pdf:
        table = next(element for element in elements_of(pdf) if element.S == "/Table")
        upper, lower, *_rows = kids_of(table)
        spans = [(cell.A.get("/ColSpan", 1), cell.A.get("/RowSpan", 1)) for cell in kids_of(upper)]
    assert spans == [(1, 2)] * 5 + [(2, 1), (4, 1), (1, 2)]
    assert len(kids_of(lower)) == 6


def test_a_cross_is_read_before_its_label() -> None:
    texts = [text for _role, text in read_out(printed(samples.JOB_APPLICATION))]
    assert texts.count("X") == 2
