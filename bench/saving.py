"""The work of saving an application beside that of the bare INSERTs of the same rows and their
COMMIT; waiting for the disk is no work."""

import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench import ward
from bench.rows import Row, ratios
from bench.ward import HOUSEHOLDS, PASSWORD
from lcdesk.actions import applications, files
from lcdesk.domain.applications import Application, PlanLine
from lcdesk.domain.people import Household, Member
from lcdesk.domain.programmes import Programme
from lcdesk.storage import connection, database, records
from lcdesk.storage.database import WardFile

RUNS, PAIRS = 7, 40
DAY = date(2026, 7, 1)
AMOUNT = 20_000_000


def rows(folder: Path) -> Iterator[Row]:
    path = ward.made(folder)
    file = files.open_ward(path, PASSWORD)
    twin = path.with_name("twin.lcdesk")
    database.copy_to(file.db, twin, file.key)
    bare = connection.connect(twin, file.key)
    asked = _asked(file, RUNS * PAIRS + 1)
    verb, application, line, trail = _rows_of_a_save(file, asked.pop())

    def commit(_number: int) -> None:
        bare.execute("BEGIN")
        verb_id = bare.insert("verb", verb)
        id = bare.insert("application", application)
        bare.insert("plan_line", {**line, "owner": id})
        bare.insert("trail", {**trail, "verb": verb_id, "subject": id})
        bare.execute("COMMIT")

    def save(number: int) -> None:
        applications.save_application(file, asked[number])

    values = ratios(save, commit, RUNS, PAIRS, time.process_time)
    yield Row(
        f"CPU of saving an application, {HOUSEHOLDS} households ÷ its bare INSERTs and COMMIT",
        2.5,
        tuple(values),
    )
    bare.close()
    file.close()


def _rows_of_a_save(file: WardFile, application: Application) -> list[Mapping[str, Any]]:
    """What saving it inserts, a row each: the verb, the application, its line and the trail."""
    inserted: list[Mapping[str, Any]] = []
    insert = file.db.insert

    def noted(table: str, row: Mapping[str, Any], replace: bool = False) -> int:
        inserted.append(row)
        return insert(table, row, replace)

    with patch.object(file.db, "insert", noted):
        applications.save_application(file, application)
    return inserted


def _asked(file: WardFile, count: int) -> list[Application]:
    """So many applications that no rule objects to, each of another household."""
    (programme,) = records.find(file, Programme, code="HN")
    classes = {each.id: each.class_in(DAY.year) for each in records.find(file, Household)}
    asked: dict[int, Application] = {}
    for member in records.find(file, Member):
        application = Application(
            member=member.id,
            programme=programme.id,
            applied_on=DAY,
            beneficiary="poor",
            amount=AMOUNT,
            purpose="Nuôi lợn nái và cải tạo chuồng trại",
            lines=(PlanLine(item="Lợn nái", quantity="4 con", amount=AMOUNT),),
            term_months=36,
        )
        poor = member.is_active(DAY) and classes[member.household] == "poor"
        if poor and not applications.objections_to(file, application):
            asked.setdefault(member.household, application)
    return list(asked.values())[:count]
