"""What the file still tells of entries that cannot be read."""

from lcdesk.storage.salvage import filling
from lcdesk.storage.salvage.tables import Span, StoredColumn, TablePart

NAMES = ("id", "loan", "member", "entry_on", "kind", "amount", "value_on", "reverses")


def test_an_entry_is_known_from_the_one_that_takes_it_back_with_the_other_sign() -> None:
    columns = tuple(StoredColumn(name, (object,)) for name in NAMES)
    part = TablePart("entry", "entry", columns, by_number=True, counted=0)
    part.lost = [Span(4, 6)]
    part.rows = [
        (3, 1, 2, "2026-05-02", "repaid", 20, "", None),
        (7, 1, 2, "2026-06-03", "repaid", -70, "2026-05-03", 5),
        (8, 1, 2, "2026-05-03", "repaid", -20, "", 3),
    ]
    (found,) = filling.entries(part, {}).items()
    row = {"loan": 1, "member": 2, "kind": "repaid", "entry_on": "2026-05-03", "amount": 70}
    assert found == (5, {**found[1], **row, "value_on": "", "reverses": None})
    told = {"loan": 1, "kind": "repaid", "entry_on": "2026-05-01", "amount": 70, "receipt": "PT3"}
    (found,) = filling.entries(part, {5: told, 6: {"loan": 1}}).items()
    assert found == (5, {**told, "note": found[1]["note"]}), "the indexes know the day, too"


def test_the_place_of_a_worked_out_column_of_an_index_is_known() -> None:
    columns = (StoredColumn("", (str,)), StoredColumn("", (int,)))
    index = TablePart("entry_receipt", "entry", columns, by_number=False, rows=[("PT12", 4)])
    other = TablePart("meeting_number", "meeting", columns, by_number=False, rows=[("2026", 4)])
    assert filling.told_by_indexes([index]) == {4: {"receipt": "PT12"}}
    assert filling.told_by_indexes([other]) == {4: {}}
