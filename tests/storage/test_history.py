"""An older copy is told from a file that went on."""

from lcdesk.domain.ward import Association
from lcdesk.storage import history
from lcdesk.storage.database import WardFile
from lcdesk.storage.history import Point
from tests.storage.wards import save


def test_a_file_that_went_on_holds_what_was(file: WardFile) -> None:
    assert history.holds(file.db, Point())
    save(file, Association(name="Hội Nông dân"))
    before = history.point(file.db)
    assert before.steps and history.holds(file.db, before)
    save(file, Association(name="Hội Phụ nữ"))
    now = history.point(file.db)
    assert now.steps == before.steps + 1
    assert history.holds(file.db, before) and history.holds(file.db, now)


def test_an_older_copy_and_one_that_went_another_way_do_not(file: WardFile) -> None:
    save(file, Association(name="Hội Nông dân"))
    now = history.point(file.db)
    assert not history.holds(file.db, now._replace(steps=now.steps + 1))
    assert not history.holds(file.db, now._replace(seal="another step"))


def test_an_empty_file_has_no_point(file: WardFile) -> None:
    file.db.execute("DROP TRIGGER verb_no_delete")
    file.db.execute("DELETE FROM verb")
    assert history.point(file.db) == Point()
