"""Single questions to the file: serial numbers, caps, duplicates, states, what waits."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from lcdesk.domain.ids import GroupId, LoanId
from lcdesk.domain.people import Member
from lcdesk.storage.database import WardFile
from lcdesk.storage.past import said_on


def member_counts(file: WardFile, day: date) -> dict[int, int]:
    """Members of each group at the end of a day, by its id."""
    text, then = day.isoformat(), said_on(file, Member, ("group", "joined_on", "left_on"), day)
    counts: Counter[int] = Counter()
    sql = "SELECT id, \"group\", joined_on, left_on FROM member WHERE removed_on = ''"
    for id, group, joined_on, left_on in file.db.execute(sql).fetchall():
        said = then.get(id, {})
        joined, left = said.get("joined_on", joined_on), said.get("left_on", left_on)
        if joined and joined <= text and (not left or left > text):
            counts[said.get("group", group)] += 1
    return counts


def next_serial(file: WardFile, group: GroupId, year: int) -> int:
    """The next number of minutes in a group and year: one after the last, none used twice."""
    sql = (
        'SELECT coalesce(max(serial), 0) + 1 FROM meeting WHERE "group" = ? AND substr(held_on, '
        "1, 4) = ?"
    )
    return int(file.db.execute(sql, [group, str(year)]).fetchone()[0])


def alike(file: WardFile, citizen_id: str, born_on: str, beside: int) -> list[int]:
    """The ids of members with the same citizen id or, in ISO form, the same birth date, one left
    out."""
    sql = (
        "SELECT id FROM member WHERE removed_on = '' AND id <> ? "
        "AND (citizen_id = ? OR (born_on = ? AND born_on <> '')) ORDER BY id"
    )
    return [row[0] for row in file.db.execute(sql, [beside, citizen_id, born_on]).fetchall()]


def closings_since(file: WardFile, month: str) -> list[int]:
    """The ids of closings of a month, in ISO form, or a later one; of a year its first month
    counts."""
    sql = "SELECT id FROM closing WHERE removed_on = '' AND month >= ?"
    return [row[0] for row in file.db.execute(sql, [month]).fetchall()]


def list_states(file: WardFile) -> dict[int, set[str]]:
    """The states of the applications on each proposal list, by its id."""
    sql = (
        "SELECT DISTINCT line.owner, a.state FROM proposal_line line JOIN application a ON a.id = "
        "line.application "
        "WHERE a.removed_on = ''"
    )
    found: dict[int, set[str]] = {}
    for id, state in file.db.execute(sql).fetchall():
        found.setdefault(id, set()).add(state)
    return found


def waiting_lists(file: WardFile, states: Sequence[str]) -> list[tuple[int, GroupId, str, int]]:
    """Proposal lists with applications in these states: id, group, state, and how many are in
    it."""
    marks = ", ".join("?" * len(states))
    sql = (
        'SELECT line.owner, a."group", a.state, count(*) FROM proposal_line line '
        f"JOIN application a ON a.id = line.application WHERE a.removed_on = '' AND a.state IN "
        f"({marks}) "
        "GROUP BY line.owner, a.state ORDER BY line.owner"
    )
    return file.db.execute(sql, list(states)).fetchall()


def approved_applications(file: WardFile) -> list[tuple[int, str, GroupId, int]]:
    """Applications that the bank approved and that are not paid out: id, borrower, group, approved
    amount in đồng."""
    sql = (
        'SELECT a.id, member.name, a."group", line.approved_amount FROM application a '
        "JOIN member ON member.id = a.member JOIN proposal_line line ON line.application = a.id "
        "WHERE a.removed_on = '' AND a.state = 'approved' ORDER BY a.id"
    )
    return file.db.execute(sql).fetchall()


def use_checks(file: WardFile) -> dict[LoanId, list[str]]:
    """The days on which the use of each loan was checked, in ISO form and order, by the id of the
    loan."""
    sql = (
        "SELECT line.loan, checked_on FROM use_check_line line JOIN use_check owner ON owner.id = "
        "line.owner "
        "WHERE owner.removed_on = '' AND line.right_amount + line.wrong_amount > 0 ORDER BY "
        "line.loan, checked_on"
    )
    found: dict[LoanId, list[str]] = {}
    for loan, day in file.db.execute(sql).fetchall():
        found.setdefault(loan, []).append(day)
    return found
