"""The list of all records of a file."""

from collections.abc import Iterator

from lcdesk.domain.dated import Dated
from lcdesk.domain.entities import ENTITIES, TABLES
from lcdesk.domain.fields import Entity, Lines, Record, fields_of
from lcdesk.domain.kinds import Reference
from lcdesk.domain.ledger import Entry
from lcdesk.storage import records  # noqa: F401 (so that everything that is kept is known)


def subclasses(cls: type[Entity]) -> set[type[Entity]]:
    return {each for direct in cls.__subclasses__() for each in (direct, *subclasses(direct))}


def test_every_record_with_a_life_of_its_own_is_listed() -> None:
    ours = {each for each in subclasses(Entity) if each.__module__.startswith("lcdesk.")}
    asked_in_a_form = {
        each
        for each in ours
        if any(issubclass(each, kept) and each is not kept for kept in ENTITIES)
    }
    assert ours - asked_in_a_form - {Entry, Dated} == set(ENTITIES), (
        "ENTITIES of lcdesk/domain/entities.py lists every record that is an Entity"
    )
    assert len(TABLES) == len(ENTITIES)


def references(cls: type[Record]) -> Iterator[str]:
    for each in fields_of(cls):
        if isinstance(each.kind, Reference):
            yield each.kind.target
        elif isinstance(each.kind, Lines):
            yield from references(each.kind.of)


def test_every_reference_points_to_a_table_of_the_list() -> None:
    assert {target for cls in ENTITIES for target in references(cls)} <= {*TABLES, "entry"}
