"""What of a report must be laid out for its first page to stand."""

from collections.abc import Iterator
from dataclasses import replace

from lcdesk.domain.reports import Report, Section

MOST_ROWS = 60
"""More than one page holds."""
ROWS_OF_A_CHART = 20


def first_page(report: Report) -> Report:
    """The report cut to what its first page can hold; itself where it is no more than that.

    Of a book it is the cover. What stands beyond the first page of a cut report is not true.
    """
    if report.bound:
        return replace(report, sections=())
    sections = tuple(_fitting(report.sections))
    return report if sections == report.sections else replace(report, sections=sections)


def _fitting(sections: tuple[Section, ...]) -> Iterator[Section]:
    room = MOST_ROWS
    for each in sections:
        if room <= 0:
            return
        cut, room = _cut(each, room)
        yield cut


def _cut(section: Section, room: int) -> tuple[Section, int]:
    """A section cut to so many rows, and how many are left then."""
    room -= ROWS_OF_A_CHART * len(section.charts) + len(section.sentences)
    tables = []
    for table in section.tables:
        if room > 0:
            rows = table.rows[:room]
            tables.append(table if len(rows) == len(table.rows) else replace(table, rows=rows))
            room -= len(rows)
    return replace(section, tables=tuple(tables)), room
