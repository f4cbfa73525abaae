"""From what is typed to a record, to a draft, to plain values, and back."""

import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcdesk.domain import kinds
from lcdesk.domain.applications import Application
from lcdesk.domain.errors import Refused
from lcdesk.domain.fields import (
    Entity,
    Lines,
    Record,
    build,
    draft_of,
    field,
    fields_of,
    form_fields,
    table_name,
    typed,
)
from lcdesk.domain.ids import ApplicationId
from lcdesk.domain.kinds import (
    CITIZEN_ID,
    PHONE,
    Choice,
    Date,
    Digits,
    Money,
    Name,
    Number,
    Paragraph,
    Rate,
    Reference,
    Text,
    Time,
    Year,
    Yes,
)
from lcdesk.domain.meetings import Decision
from lcdesk.domain.people import Household, HouseholdClass
from lcdesk.domain.plain import as_dict, from_dict
from tests.domain.made import HOSTILE, TODAY, every_record, made

RECORDS = every_record()
thorough = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


class Pot(Record):
    """A line, for these tests."""

    plant: str = field("Plant", Text(limit=20), required=True)
    amount: int = field("Amount", Money(least=1), required=True)

    def complaints(self, today: date) -> dict[str, str]:
        return {"plant": "no weeds"} if self.plant == "weed" else {}


class Garden(Entity):
    """One field of each kind, for these tests."""

    name: str = field("Name", Name(limit=40), required=True)
    notes: str = field("Notes", Paragraph())
    code: str = field("Code", Digits(pattern="[0-9]{3}", example="001"))
    count: int = field("Count", Number(least=1, most=99))
    rate: int = field("Rate", Rate())
    year: int = field("Year", Year())
    made_on: date | None = field("Made on", Date())
    opens_at: str = field("Opens at", Time())
    shade: str = field("Shade", Choice(options={"sun": "sunny", "dark": "dark"}), default="sun")
    owner: int = field("Owner", Reference(target="member"))
    open: bool = field("Open", Yes())
    pots: tuple[Pot, ...] = field("Pots", Lines(of=Pot))
    state: str = field("State", Text(), section="", default="new")

    def complaints(self, today: date) -> dict[str, str]:
        return {"pots": "too many"} if len(self.pots) > self.count > 0 else {}


GARDEN = {
    "name": "vườn hoa",
    "notes": "một\n\n hai ",
    "code": "0 0-7",
    "count": "12",
    "rate": "6,6",
    "year": "2026",
    "made_on": "5/9/26",
    "opens_at": "7h5",
    "shade": "dark",
    "owner": "31",
    "open": "1",
    "pots": [{"plant": "khế", "amount": "50tr"}, {"plant": "bưởi", "amount": "1,5 tỷ"}],
}


def complaints(
    draft: dict[str, Any], cls: type[Record] = Garden, base: Record | None = None
) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        build(cls, draft, TODAY, base)
    return refused.value.complaints


def test_a_draft_becomes_typed_values() -> None:
    garden = build(Garden, {**GARDEN, "opens_at": "7h05"}, TODAY)
    assert garden == Garden(
        name="Vườn Hoa",
        notes="một\n\nhai",
        code="007",
        count=12,
        rate=6600,
        year=2026,
        made_on=date(2026, 9, 5),
        opens_at="07:05",
        shade="dark",
        owner=31,
        open=True,
        pots=(Pot(plant="khế", amount=50_000_000), Pot(plant="bưởi", amount=1_500_000_000)),
    )


def test_every_complaint_is_named_at_once() -> None:
    pots = [
        {"plant": "khế", "amount": "1"},
        {"plant": "", "amount": "nhiều"},
        {"plant": "weed", "amount": "2"},
    ]
    broken = complaints(
        {**GARDEN, "name": " ", "count": "100", "made_on": "31/02/2026", "owner": "x", "pots": pots}
    )
    assert broken == {
        "name": "This cannot stay empty.",
        "count": "This must be from 1 to 99.",
        "made_on": "Month 2/2026 has 28 days. Write a day from 1 to 28.",
        "opens_at": "This is not a time of day. Write for example 8h, 8h30 or 14:00.",
        "owner": "Please choose one of the list.",
        "pots.1.plant": "This cannot stay empty.",
        "pots.1.amount": "This is not an amount. Write for example 50tr, 1,5 tỷ or 50.000.000.",
        "pots.2.plant": "no weeds",
    }


def test_rules_of_the_whole_come_after_its_fields() -> None:
    draft = {**GARDEN, "opens_at": "", "count": "1"}
    assert complaints(draft) == {"pots": "too many"}
    assert complaints({**draft, "year": "x"}).keys() == {"year"}


def test_what_is_off_the_form_comes_from_the_base() -> None:
    draft = {**GARDEN, "opens_at": "", "state": "typed by someone"}
    assert build(Garden, draft, TODAY).state == "new"
    base = Garden(id=7, version=3, name="A", code="123", state="old")
    built = build(Garden, draft, TODAY, base)
    assert (built.id, built.version, built.state, built.code) == (7, 3, "old", "007")


def test_an_empty_draft_names_the_required_fields() -> None:
    assert complaints({}) == {"name": "This cannot stay empty."}
    assert complaints({}, Pot).keys() == {"plant", "amount"}


@pytest.mark.parametrize("empty", ["", " ", "\u200b\u202e", "\n\t", "\x00", "\u00a0"])
def test_what_looks_empty_is_empty(empty: str) -> None:
    assert complaints({"name": empty}) == {"name": "This cannot stay empty."}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50tr", 50_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1", 1),
        ("999.999.999.999.999", 10**15 - 1),
        ("1.5ty", 15 * 10**8),
    ],
)
def test_amounts_as_people_type_them(text: str, amount: int) -> None:
    assert build(Pot, {"plant": "khế", "amount": text}, TODAY).amount == amount


@pytest.mark.parametrize(
    "text",
    ["0", "-5", "-50tr", str(10**15), "1.000.000 tỷ", "mười", "1e9", "50,5", "0x10", "½", "٣"],
)
def test_amounts_that_are_none(text: str) -> None:
    assert complaints({"plant": "khế", "amount": text}, Pot).keys() == {"amount"}


@pytest.mark.parametrize(
    "text",
    ["31/02", "29/02/2025", "31/4/2026", "0/1/2026", "1/13/2026", "32/1/2026", "31/12/1899", "x"],
)
def test_days_that_are_none(text: str) -> None:
    assert complaints({**GARDEN, "opens_at": "", "made_on": text}).keys() == {"made_on"}


def test_a_leap_day_in_its_year() -> None:
    assert Date().parse("29/02/2024", TODAY) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["001099000001", "001 099 000 001", "001.099.000.001", " 001099000001\u200b"]
)
def test_leading_zeros_survive(text: str) -> None:
    assert CITIZEN_ID.parse(text, TODAY) == "001099000001"


@pytest.mark.parametrize(
    "text",
    ["1099000001", "0010990000012", "00109900000a", "００１０９９００００01", "001099000001.0"],
)
def test_ids_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="012345678901"):
        CITIZEN_ID.parse(text, TODAY)


@pytest.mark.parametrize("text", ["912345678", "19123456789", "+84912345678"])
def test_phones_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="0912345678"):
        PHONE.parse(text, TODAY)


@pytest.mark.parametrize("text", ["0", "-1", "+1", "1.5", "01", "9" * 19, "1; DROP TABLE member"])
def test_references_that_are_none(text: str) -> None:
    with pytest.raises(ValueError):
        Reference(target="member").parse(text, TODAY)


def test_the_limit_counts_letters_as_stored() -> None:
    assert Text(limit=3).parse("o\u0302\u0323" * 3, TODAY) == "ộộộ"
    with pytest.raises(ValueError, match="at most 3 characters"):
        Text(limit=3).parse("ộộộộ", TODAY)


def test_a_name_never_grows_past_its_limit() -> None:
    with pytest.raises(ValueError, match="at most 3"):
        Name(limit=3).parse("ßßß", TODAY)  # its capital is two letters


@pytest.mark.parametrize(
    "kind", [Text(), Paragraph(), Name(), CITIZEN_ID], ids=lambda kind: type(kind).__name__
)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_stored_clean_or_refused_in_a_sentence(kind: Text, text: str) -> None:
    try:
        held = kind.parse(text, TODAY)
    except ValueError as complaint:
        assert str(complaint).endswith(".")
        return
    assert kind.parse(kind.show(held), TODAY) == held
    held.encode()  # a lone surrogate could not be stored
    assert not set(held) & set("\x00\u200b\u200f\u202e\ufeff\r\t\u2028\ud800")
    assert len(held) <= kind.limit


def test_signs_are_kept_as_typed() -> None:
    signs = "& < > ' \" % { } {name} %s \\"
    assert Text().parse(signs, TODAY) == signs


@pytest.mark.parametrize("cls", RECORDS, ids=table_name)
@given(data=st.data())
@thorough
def test_a_draft_builds_its_record_again(cls: type[Record], data: st.DataObject) -> None:
    record = data.draw(made(cls))
    with no_rules():
        assert build(cls, draft_of(record), TODAY, record) == record


@pytest.mark.parametrize("cls", RECORDS, ids=table_name)
@given(data=st.data())
@thorough
def test_plain_and_stored_values_describe_the_record(
    cls: type[Record], data: st.DataObject
) -> None:
    record = data.draw(made(cls))
    for each in fields_of(cls):
        value = getattr(record, each.name)
        assert each.kind.loaded(each.kind.stored(value)) == value
    plain = json.loads(json.dumps(as_dict(record)))
    again = from_dict(cls, {**plain, "unknown": 1})
    if isinstance(again, Entity) and isinstance(record, Entity):
        record = replace(record, version=again.version)
    assert again == record


@pytest.mark.parametrize("cls", RECORDS, ids=table_name)
@given(data=st.data())
@thorough
def test_whatever_is_typed_gives_a_record_or_complaints_by_field(
    cls: type[Record], data: st.DataObject
) -> None:
    draft = data.draw(any_draft(cls))
    try:
        build(cls, draft, TODAY)
    except Refused as refused:
        names = {each.name for each in form_fields(cls)}
        assert refused.complaints
        assert {name.split(".")[0] for name in refused.complaints} <= names
        assert all(refused.complaints.values())


def any_draft(cls: type[Record]) -> st.SearchStrategy[Any]:
    """Drafts of likely and unlikely texts."""
    drafts: dict[str, st.SearchStrategy[Any]] = {}
    for each in form_fields(cls):
        if isinstance(each.kind, Lines):
            drafts[each.name] = st.lists(any_draft(each.kind.of), max_size=2)
        else:
            texts = (
                st.text()
                | st.sampled_from(HOSTILE)
                | st.sampled_from(["", "1", "0", "-1", "31/02", "50tr", "9" * 30])
            )
            likely = [
                "29/02/2000",
                "01/01/1950",
                "001099000001",
                "2026",
                *getattr(each.kind, "options", ()),
            ]
            drafts[each.name] = texts | st.sampled_from(likely)
    return st.fixed_dictionaries({}, optional=drafts)


def no_rules() -> ExitStack:
    """Only fields speak, not the rules between them: made-up values break most of those."""
    off = ExitStack()
    for cls in RECORDS:
        off.enter_context(patch.object(cls, "complaints", lambda self, today: {}))
    return off


def test_lines_of_an_application_are_named_by_place() -> None:
    lines = [{"item": "Bò", "amount": "10tr"}, {"item": "Chuồng", "amount": "0"}]
    broken = complaints({"lines": lines}, Application)
    assert broken["lines.1.amount"] == "This must be from 1 to 999.999.999.999.999."
    assert "lines.0.amount" not in broken


def test_a_zero_vote_is_shown_and_an_empty_one_counts_nothing() -> None:
    assert draft_of(Decision(application=ApplicationId(1)))["votes_for"] == "0"
    assert build(Decision, {"application": "1", "votes_for": ""}, TODAY).votes == 0


def test_what_an_editor_holds_for_a_value() -> None:
    assert typed(Yes(), True) == "1" and typed(Yes(), False) == ""
    assert typed(Choice(options={"sun": "sunny"}), "sun") == "sun"
    assert typed(Money(), 1_500_000) == "1.500.000"
    assert typed(Rate(), 8382) == "8,382"
    assert typed(Year(), 2026) == "2026"
    assert typed(Number(), 0) == ""


def test_fields_a_file_does_not_know_yet_take_their_defaults() -> None:
    assert from_dict(Garden, {"id": 4, "name": "A"}) == Garden(id=4, name="A")


def test_table_names_follow_class_names() -> None:
    assert table_name(HouseholdClass) == "household_class"
    assert table_name(Household) == "household"


def test_every_form_field_has_a_label_and_reads_back_its_empty_value() -> None:
    for cls in RECORDS:
        for each in fields_of(cls):
            assert each.label, (cls, each.name)
            assert getattr(cls(), each.name) == each.kind.empty or typed(
                each.kind, getattr(cls(), each.name)
            )


def test_a_kind_says_itself_how_it_is_read() -> None:
    with pytest.raises(NotImplementedError):
        kinds.Kind().parse("x", TODAY)
