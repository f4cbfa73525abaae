"""Every fact of a content is on its paper, and a blank paper has nothing but what is fixed."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pypdfium2
import pytest

from lcdesk.i18n import long_date, number, rate
from lcdesk.papers.forms import use_check
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.papers.forms.minutes import MinutesContent
from lcdesk.papers.kit.head import Head
from tests.papers.forms import samples
from tests.papers.reading import printed, squeezed, text_of

SAID_OTHERWISE = {
    "starts_at",
    "ends_at",
    "status",
    "proposed",
    "bank_refused",
    "refused",
    "priority_groups",
    "edition",
    "month",
    "paid",
    "first",
    "answered",
}
HOSTILE = "A&B <b>đ</b> \"x\" 'y' 100% {name} {0} %s \\ \x00\u202eHoa\u202c Ngo\u0302\u0301 &amp; "


def facts(content: Any, name: str = "") -> Iterator[list[str]]:
    """The ways in which each fact may be written, without spaces."""
    if name in SAID_OTHERWISE or content in ("", 0, None):
        return
    if isinstance(content, tuple):
        for each in content:
            yield from facts(each)
    elif is_dataclass(content):
        for field in fields(content):
            yield from facts(getattr(content, field.name), field.name)
    elif isinstance(content, date):
        yield [squeezed(long_date(content)), f"{content:%d/%m/%Y}"]
    elif name in ("bank_rate", "rate"):
        yield [rate(content)]
    else:
        yield [squeezed(number(content) if isinstance(content, int) else content)]


@pytest.mark.parametrize("content", samples.FILLED, ids=lambda each: type(each).__name__)
def test_every_fact_is_printed(content: Head) -> None:
    text = text_of(content)
    head = text + squeezed(text).lower()
    missing = [
        ways
        for ways in facts(content)
        if not any(way in head or way.lower() in head for way in ways)
    ]
    assert missing == [], "the paper does not say all that its content knows"


@pytest.mark.parametrize("name", PAPERS)
def test_a_blank_paper_has_dots_and_nothing_made_up(name: str) -> None:
    text = text_of(PAPERS[name].content())
    assert "....." in text
    for wrong in ("None", "0đồng", "True", "{", "()", "Không:", "Bằngchữ:Không"):
        assert wrong not in text


@pytest.mark.parametrize("content", samples.FILLED, ids=lambda each: type(each).__name__)
def test_hostile_text_is_printed_as_it_is_typed(content: object) -> None:
    text = text_of(samples.with_text(content, HOSTILE))
    expected = "A&B<b>đ</b>\"x\"'y'100%{name}{0}%s\\HoaNgố&amp;"
    said = [ways for ways in facts(samples.with_text(content, "x")) if ways == ["x"]]
    # A small paper has fewer texts than that; then all of them are there, those in capitals, too.
    all_of_them = text.upper().count(expected.upper()) >= len(said)
    assert text.count(expected) > 10 or all_of_them, "some text that was typed is not on the paper"


def test_a_rate_that_is_not_known_is_left_to_write_in() -> None:
    assert "Lãisuấtchovay:....." in text_of(samples.APPLICATION)
    assert "Lãisuấtchovay:7,92%/năm" in text_of(samples.JOB_APPLICATION)
    unknown = replace(samples.notice(1), lines=(replace(samples.noticed(1), rate=0),))
    assert "40.100.000366,6" in text_of(samples.notice(1))
    assert "40.100.00036Cộng" in text_of(unknown)


def test_the_need_is_own_capital_and_loan() -> None:
    assert "Tổngnhucầuvốn:60.005.000đồng" in text_of(samples.APPLICATION)
    assert "(Bằngchữ:Nămmươitriệuđồng)" in text_of(samples.APPLICATION)


def test_jobs_say_the_difference_of_income_and_costs() -> None:
    assert "68.500.000" in text_of(samples.JOB_APPLICATION)


def test_the_boxes_of_the_priority_groups_are_ticked() -> None:
    text = text_of(samples.JOB_APPLICATION)
    assert "XNgườidântộcthiểusốthuộchộnghèoNgườiKinhthuộchộnghèo" in text
    assert "XNgườilaođộngtronghộđangtrựctiếpnuôidưỡng" in text
    before = text_of(replace(samples.JOB_APPLICATION, edition=0))
    assert "XLaođộngthuộchộnghèoLaođộngthuộchộcậnnghèo" in before
    assert before.count("XLao") == 2


def test_the_heading_is_that_of_the_rules_of_the_day() -> None:
    new, old = "PHƯƠNGÁNSỬDỤNGVỐNVAYHỖTRỢTẠOVIỆCLÀM,DUYTRÌ", "GIẤYĐỀNGHỊVAYVỐNHỖTRỢTẠOVIỆCLÀM"
    assert new in text_of(samples.JOB_APPLICATION) and old not in text_of(samples.JOB_APPLICATION)
    before = text_of(replace(samples.JOB_APPLICATION, edition=0))
    assert old in before and new not in before


def test_only_a_loan_for_a_student_names_one() -> None:
    assert "Họcsinh,sinhviên:NguyễnThịMítMật,họctại:TrườngCaođẳngQuảNgọt" in text_of(
        samples.APPLICATION
    )
    assert "Họcsinh" not in text_of(samples.JOB_APPLICATION)


def test_the_ward_is_written_as_the_place_asks() -> None:
    text = text_of(samples.APPLICATION, samples.AUTHORISATION)
    assert "LêChân,ngày05tháng9năm2026" in text
    assert "ỦybannhândânphườngLêChânxácnhận" in text
    assert "XÁCNHẬNCỦAỦYBANNHÂNDÂNPHƯỜNGLÊCHÂN" in text


def test_minutes_say_times_counts_and_results() -> None:
    text = text_of(samples.minutes(5))
    assert "bắtđầulúc08giờ05phút" in text
    assert "10giờ30phút" in text
    assert "Vắngcóphép:2,vắngkhôngphép:1,cóngườiđạidiện:1" in text
    assert "56/60,cầnítnhất40" in text and "đủđiềukiệntiếnhành" in text
    assert text.count("Khôngđềnghịchovay") == 1
    assert "Khôngthamgiabiểuquyết:" in text
    assert "Khôngápdụngquyđịnh:Mứcvaytốiđa" in text
    assert "Tánthành:33Khôngtánthành:1" in text


def test_minutes_total_by_programme_and_in_all() -> None:
    text = text_of(samples.minutes(5))
    # 41 and 43 and 45 million of one programme, 42 of the other; the fourth is not proposed.
    assert "Hộcậnnghèo3159.000.0003129.000.000" in text
    assert "Hộnghèo2106.000.000142.000.000" in text
    assert "Cộng5265.000.0004171.000.000" in text
    assert "Mộttrămbảymươimốttriệuđồng" in text


def test_minutes_without_applications_say_so() -> None:
    text = text_of(samples.minutes(0, 0))
    assert "3.BìnhxétchovayKhôngcó." in text
    assert "4.TổnghợpkếtquảbìnhxétKhôngcó.5.Nộidungkhác" in text  # no number is left out


def test_minutes_of_too_few_members_say_so() -> None:
    text = text_of(replace(samples.minutes(1), quorum_present=39))
    assert "khôngđủsốngườitheoquyđịnh" in text


def test_a_meeting_prints_zero_votes_and_a_blank_form_dots() -> None:
    assert "khôngtánthành0" in text_of(samples.minutes(1))
    assert "khôngtánthành...." in text_of(MinutesContent())


def test_a_list_says_what_the_bank_decided() -> None:
    text = text_of(samples.proposal_list(8, decided=True))
    assert "phêduyệtchovay:7người,tổngsốtiền:175.000.000đồng" in text
    assert "chưađượcphêduyệt:1người,gồmcácsốthứtự:7" in text
    assert text.count("Chưachovay") == 1
    assert "0người,gồmcácsốthứtự:khôngcó" in text_of(samples.proposal_list(6, decided=True))


def test_a_list_leaves_the_banks_part_open_until_it_decides() -> None:
    text = text_of(samples.proposal_list(2))
    assert "phêduyệtchovay:....." in text
    assert "Cộng60.300.000Danhsách" in text


def test_a_vote_on_the_conclusion_that_was_not_taken_is_left_to_write_in() -> None:
    untaken = replace(
        samples.minutes(1), conclusion_for=0, conclusion_against=0, conclusion_abstain=0
    )
    assert "tánthành0,khôngtánthành0" not in text_of(untaken)


def test_a_notice_says_who_is_approved_and_who_is_not() -> None:
    text = text_of(samples.notice(8))
    # 50.1 to 50.8 million asked, ten million less proposed; the seventh is refused, the fifth cut by ten more.
    assert "Cộng403.600.000323.600.000272.900.000" in text
    assert "phêduyệtchovay:7người,tổngsốtiền:272.900.000đồng" in text
    assert "chưađượcphêduyệt:1người,gồmcácsốthứtự:7" in text
    assert "50.700.00040.700.000ChưachovayHộđangcónợquáhạn" in text
    assert "40.100.000366,6" in text
    assert "0người,gồmcácsốthứtự:khôngcó" in text_of(samples.notice(6))


def test_a_collection_comes_to_the_cash() -> None:
    text = text_of(samples.collection(5))
    # 41 to 45 million owed at half a percent; the fifth has two such loans; the fourth does not save.
    assert "Cộng260.000.0001.300.0001.300.000250.000200.00005.750.000" in text
    assert "Tổngsốtiềnthu:1.500.000đồng,gồmtiềnlãi1.300.000đồngvàtiềngửi200.000đồng" in text
    assert "(Bằngchữ:Mộttriệunămtrămnghìnđồng)" in text
    assert "Kỳthu:tháng9năm2026" in text
    assert "kiểmđếm:1.500.000đồng,khớpvới" in text
    assert "500.00031.500.000" in text


def test_a_collection_says_what_the_cash_lacks() -> None:
    text = text_of(replace(samples.collection(5), cash=samples.notes(1_450_000)))
    assert "kiểmđếm:1.450.000đồng,chênhlệch-50.000đồng" in text


def test_a_member_with_two_loans_is_numbered_once() -> None:
    text = text_of(samples.collection(9))
    assert "1.250.000VũThịBằngLăng56600000716000005" in text
    assert "6NguyễnVănSầuRiêng66600000715000006" in text


def test_nothing_can_be_added_to_the_record_of_a_month() -> None:
    text = text_of(samples.collection(8))
    # Who only saves has no interest; who does not pay, nothing.
    assert "TrầnThịMẫuĐơn7-50.00050.000-1.350.000" in text
    assert "46.000.000230.000050.00050.00001.300.000" in text


def test_a_sheet_for_the_meeting_leaves_what_is_paid_to_write_in() -> None:
    text = text_of(samples.collection(3, paid=False))
    assert "HCN42.000.000210.00050.0003Phạm" in text
    assert "Cộng126.000.000630.000150.000Tổngsốtiềnthu:....." in text and "kiểmđếm:....." in text
    assert "500.00010.000200.0005.000100.0002.00050.0001.00020.000500Cộng" in text


def test_an_empty_month_comes_to_nothing() -> None:
    text = text_of(replace(samples.collection(0), lines=()))
    assert "Tổngsốtiềnthu:0đồng" in text and "(Bằngchữ:Khôngđồng)" in text


def test_a_reconciliation_says_what_differs() -> None:
    text = text_of(samples.reconciliation(12))
    # The sixth and the twelfth owe half a million less; the fourth, eighth and twelfth have saved 50,000 more.
    assert "46.000.000230.0001.300.00045.500.000230.0001.300.000-500.00000" in text
    assert "0050.000Nguyênnhânchênhlệch:Nộpngày30/9,chưaghisổ" in text
    assert (
        "Đãđốichiếu12trêntổngsố12tổviên;sốtổviêncóchênhlệch:4;tổngchênhlệchdưnợ:-1.000.000đồng"
        in text
    )
    assert "-1.000.0000150.000Đãđốichiếu" in text


def test_a_line_without_loan_or_savings_has_a_dash_for_them() -> None:
    text = text_of(samples.reconciliation(12))
    assert "TrầnThịMẫuĐơn7--1.350.000--1.350.000--0" in text
    assert "6600000716000005,NS&VSMT45.000.000225.000-45.000.000225.000-00-" in text


def test_a_reconciliation_leaves_answers_to_write_in() -> None:
    text = text_of(samples.reconciliation(3, answered=False))
    assert "42.000.000210.0001.100.0003Phạm" in text
    assert "Cộng126.000.000630.0003.300.000Đãđốichiếu...." in text
    assert "trêntổngsố3tổviên" in text
    assert "Nguyênnhânchênhlệch(ghikèmsốthứtự):....." in text


def test_a_reconciliation_half_done_counts_those_asked() -> None:
    asked, other = (
        samples.reconciliation(3).lines[:2],
        samples.reconciliation(3, answered=False).lines[2:],
    )
    text = text_of(replace(samples.reconciliation(3), lines=asked + other))
    assert "Đãđốichiếu2trêntổngsố3tổviên;sốtổviêncóchênhlệch:0;tổngchênhlệchdưnợ:0đồng" in text
    assert "Nguyênnhânchênhlệch(ghikèmsốthứtự):....." in text


def test_a_use_check_sums_what_was_rightly_and_wrongly_used() -> None:
    text = text_of(samples.use_check(6))
    assert "Sốkhoảnvayđãkiểmtra:6,sốtiềnđãnhận:300.000.000đồng" in text
    assert "Dùngđúngmụcđích:4khoản,sốtiền:280.000.000đồng,chiếm93,33%" in text
    assert "Dùngsaimụcđích:2khoản,sốtiền:20.000.000đồng,chiếm6,67%" in text
    assert "Đỗ Hữu Vú Sữa".replace(" ", "") in text and "PhạmVănXàCừ" in text


def test_a_use_check_leaves_what_is_to_be_found_to_write_in() -> None:
    text = text_of(samples.use_check(2, checked=False))
    assert "NuôibòsinhsảnNuôi" not in text and "Buabò" not in text and "Mua" not in text
    assert "Sốkhoảnvayđãkiểmtra:...." in text


def test_a_group_check_says_the_position_of_the_group() -> None:
    text = text_of(samples.group_check())
    assert "Sốtổviên:42;sốhộcòndưnợ:38" in text
    assert "Nợquáhạn:12.000.000đồng,tỷlệ0,75%;nợkhoanh:0đồng" in text
    assert "Điểm NHCSXH chấm gần nhất: 87,5, xếp loại: tốt".replace(" ", "") in text
    assert "chưalàmNhắcmuộnhaikhoản" in text and "30/11/2026" in text


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, ""), (0, 5, "0"), (1, 3, "33,33"), (2, 3, "66,67"), (5, 5, "100")],
)
def test_a_share_is_rounded_and_divides_by_nothing_never(part: int, whole: int, said: str) -> None:
    assert use_check.share(part, whole) == said


def test_captions_and_the_date_over_signatures_stand_in_one_line_each() -> None:
    """In a line that breaks, pdfium gives two lines of text."""
    document = pypdfium2.PdfDocument(printed(samples.group_check()))
    lines = "\n".join(page.get_textpage().get_text_range() for page in document).splitlines()
    document.close()
    row = next(line for line in lines if "TRƯỞNG ĐOÀN KIỂM TRA" in line)
    assert "TỔ CHỨC CHÍNH TRỊ - XÃ HỘI" in row.replace("\ufffe", "-")
    assert any(line.strip().endswith(long_date(samples.group_check().checked_on)) for line in lines)
