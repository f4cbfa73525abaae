"""The command line: the same actions as the window, for scripts and for laptops without a
screen."""

import argparse
import getpass
import json
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from lcdesk import __version__, memory
from lcdesk.arguments import breakdown, counting, day, month, period_of, quarter, report_name
from lcdesk.domain.errors import Refused
from lcdesk.i18n import _, number

REGISTERS = (
    "groups",
    "members",
    "applications",
    "meetings",
    "programmes",
    "loans",
    "entries",
    "checks",
)
COMMANDS = ("demo", "paper", "report", "list", "worklist", "close", "check", "backup", "repair")
REFUSED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window. Exit code 0 done, 1 refused, 2 wrong usage."""
    memory.keep_private()
    _write_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in (*COMMANDS, "-h", "--help", "--version"):
        return _window(words)
    asked = _parser(words[0]).parse_args(words)
    try:
        asked.run(asked)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough, as `head` has; what is left has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        from lcdesk.storage.refusing import refusal_of  # it brings SQLCipher

        refused = refusal_of(error)
        if refused is None:
            raise
        print(f"lcdesk: {refused}", file=sys.stderr)
        return REFUSED
    return 0


def _write_utf8() -> None:
    """Write names whole also where the system would choose an encoding without Vietnamese
    letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _window(words: Sequence[str]) -> int:
    if len(words) > 1 or any(word.startswith("-") for word in words):
        _parser("").error(_("expected a command or one file"))
    # Qt is wanted by the window alone; a command must also run where there is none.
    from lcdesk.ui.shell.start import start

    return start(Path(words[0]) if words else None)


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lcdesk",
        description=_("Registers, review meetings and papers of a ward's savings groups."),
        epilog=_(
            "Without a command, lcdesk [FILE] opens the window. The password is asked for, or "
            "LCDESK_PASSWORD."
        ),
    )
    parser.add_argument("--version", action="version", version=f"lcdesk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _demo_parser(commands.add_parser("demo", help=_("make a sample ward of invented people")))
    paper = commands.add_parser("paper", help=_("write a paper as PDF"))
    if command == "paper":  # what papers there are takes a moment to load
        _paper_parser(paper)
    _report_parser(
        commands.add_parser("report", help=_("write a report as PDF, Excel workbook or JSON"))
    )
    listing = commands.add_parser("list", help=_("list a register"))
    listing.add_argument("register", choices=REGISTERS)
    listing.add_argument("file", type=Path)
    listing.add_argument("--json", action="store_true", help=_("as an array of objects"))
    as_of = _("as of a day, such as 2026-06-30; today without it")
    listing.add_argument("--on", type=day, metavar="DATE", help=as_of)
    listing.set_defaults(run=_list)
    work = commands.add_parser("worklist", help=_("list what is due and late"))
    work.add_argument("file", type=Path)
    work.add_argument("--json", action="store_true", help=_("as an array of objects"))
    work.add_argument("--on", type=day, metavar="DATE", help=as_of)
    work.set_defaults(run=_worklist)
    _close_parser(commands.add_parser("close", help=_("close a month or a year")))
    check = commands.add_parser("check", help=_("check a ward file"))
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)
    backup = commands.add_parser("backup", help=_("copy a ward file and verify the copy"))
    backup.add_argument("file", type=Path)
    backup.add_argument("out", type=Path)
    backup.set_defaults(run=_backup)
    repair = commands.add_parser(
        "repair", help=_("write what can be read of a damaged ward file into a new one")
    )
    repair.add_argument("file", type=Path)
    repair.add_argument("out", type=Path)
    repair.set_defaults(run=_repair)
    return parser


def _demo_parser(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("file", type=Path)
    demo.add_argument("--groups", type=counting(1, 500), default=3)
    demo.add_argument("--households", type=counting(5, 200_000), default=60)
    demo.add_argument("--years", type=counting(1, 12), default=3)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument(
        "--seed-ward",
        action="store_true",
        help=_("a large ward at the end of ten years, always the same"),
    )
    demo.set_defaults(run=_demo)


def _paper_parser(paper: argparse.ArgumentParser) -> None:
    from lcdesk.printing import catalogue
    from lcdesk.printing.printable import SUBJECTS

    papers = catalogue.PAPERS.values()
    paper.formatter_class = argparse.RawDescriptionHelpFormatter
    paper.epilog = "\n".join(
        f"{each.id:8} {_(each.name)} ({', '.join(_options(each))})" for each in papers
    )
    paper.add_argument("name", choices=[each.id for each in papers])
    paper.add_argument("file", type=Path)
    subject = paper.add_mutually_exclusive_group()
    helps = {"group": _("a form prepared for this group")}
    for about in SUBJECTS:
        subject.add_argument(
            f"--{about}", type=counting(1, 2**62), metavar="ID", help=helps.get(about)
        )
    of_months = ", ".join(each.id for each in catalogue.about("month"))
    help_of_month = _("with --group: the sheet of this month, of paper {names}").format(
        names=of_months
    )
    paper.add_argument("--month", type=month, metavar="YEAR-MONTH", help=help_of_month)
    paper.add_argument(
        "--on", type=day, metavar="DATE", help=_("with --group: what the books say of this day")
    )
    paper.add_argument("--blank", action="store_true", help=_("a form to fill in by hand"))
    paper.add_argument(
        "--as-printed", action="store_true", help=_("as it last went out, whatever holds now")
    )
    paper.add_argument("-o", dest="out", type=Path, required=True, metavar="OUT.pdf")
    paper.set_defaults(run=_paper, misuse=paper.error)


def _options(paper: Any) -> list[str]:
    """How a paper can be asked for."""
    return [f"--{about}" for about in paper.by] + ["--blank"] * bool(paper.layout)


def _report_parser(report: argparse.ArgumentParser) -> None:
    report.add_argument(
        "name", nargs="?", type=report_name, help=_("a report of those that --list names")
    )
    report.add_argument("file", nargs="?", type=Path)
    report.add_argument(
        "--list", dest="listing", action="store_true", help=_("list the reports there are")
    )
    report.add_argument("--year", type=counting(1900, 2100), metavar="YEAR")
    report.add_argument("--quarter", type=quarter, metavar="YEAR-QUARTER")
    report.add_argument("--month", type=month, metavar="YEAR-MONTH")
    report.add_argument("--from", dest="first", type=day, metavar="DATE")
    report.add_argument("--to", dest="last", type=day, metavar="DATE")
    report.add_argument(
        "--by", type=breakdown, metavar="WHAT", help=_("what the figures are broken down by")
    )
    report.add_argument(
        "--base", type=counting(1900, 2100), metavar="YEAR", help=_("a year to compare with")
    )
    report.add_argument("-o", dest="out", type=Path, metavar="OUT.pdf|.xlsx|.json")
    report.set_defaults(run=_report, misuse=report.error)


def _close_parser(close: argparse.ArgumentParser) -> None:
    close.add_argument("file", type=Path)
    span = close.add_mutually_exclusive_group(required=True)
    span.add_argument("--month", type=month, metavar="YEAR-MONTH")
    span.add_argument("--year", type=counting(1900, 2100), metavar="YEAR")
    close.add_argument(
        "--anyway", action="store_true", help=_("also where something of it is still open")
    )
    close.set_defaults(run=_close)


def _password() -> str:
    if given := os.environ.get("LCDESK_PASSWORD"):
        return given
    try:
        with warnings.catch_warnings():
            # It warns where it could not keep what is typed from the screen.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(_("Password: "))
    except (getpass.GetPassWarning, EOFError):
        raise Refused(
            _("There is no terminal to type the password on. Put it into LCDESK_PASSWORD.")
        ) from None


def _opened(path: Path) -> Any:
    """A ward file, opened with its password; told before anything else where the clock is not
    right."""
    from lcdesk.actions import files

    file = files.open_ward(path, _password())
    if told := files.clock_complaint(file, date.today()):
        print(f"lcdesk: {told}", file=sys.stderr)
    return file


def _demo(asked: argparse.Namespace) -> None:
    from lcdesk.demo.decade import make_decade
    from lcdesk.demo.ward import make_sample

    if asked.seed_ward:
        make_decade(asked.file, _password()).close()
        return
    make_sample(
        asked.file, _password(), asked.groups, asked.households, asked.years, asked.seed
    ).close()


def _paper(asked: argparse.Namespace) -> None:
    from lcdesk.printing import catalogue, papers
    from lcdesk.printing.printable import SUBJECTS, Subject

    about = next((each for each in SUBJECTS if getattr(asked, each)), "")
    if asked.month and (about != "group" or "month" not in catalogue.PAPERS[asked.name].by):
        asked.misuse(_("--month goes with --group and a paper that has months"))
    if not about and not asked.blank:
        *options, last = (f"--{each}" for each in SUBJECTS)
        sentence = _("say {options} or {last} with an ID, or --blank")
        asked.misuse(sentence.format(options=", ".join(options), last=last))
    with closing(_opened(asked.file)) as file:
        if asked.blank:
            paper = papers.blank(file, asked.name)
        else:
            subject = Subject(getattr(asked, about), asked.on or date.today(), asked.month)
            paper = papers.of(file, asked.name, "month" if asked.month else about, subject)
        if asked.as_printed:
            paper = papers.as_printed(file, paper)
        papers.write_pdf(file, paper, asked.out)


def _report(asked: argparse.Namespace) -> None:
    from lcdesk.reporting import catalogue, exports
    from lcdesk.reporting.request import Request

    if asked.listing:
        for name, kind in catalogue.REPORTS.items():
            print(f"{name}\t{_(kind.title)}")
        return
    if not (asked.name and asked.file and asked.out):
        asked.misuse(_("say which report, of which file, and -o OUT"))
    kind = catalogue.REPORTS[asked.name]
    if asked.by and asked.by not in kind.by:
        asked.misuse(
            _("--by does not go with this report")
            if not kind.by
            else _("not by this with this report")
        )
    if asked.base and not kind.based:
        asked.misuse(_("--base does not go with this report"))
    wanted = Request(
        asked.name, period_of(asked), asked.by or next(iter(kind.by), "programme"), asked.base or 0
    )
    with closing(_opened(asked.file)) as file:
        exports.write(file, catalogue.make(file, wanted, date.today()), asked.out)


def _list(asked: argparse.Namespace) -> None:
    from lcdesk.queries import listings

    with closing(_opened(asked.file)) as file:
        found = listings.listed(file, asked.register, asked.on or date.today())
    _print_rows(found, asked.json)


def _print_rows(rows: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for each in rows:
        print(
            "\t".join(_cell(value) for value in each.values() if not isinstance(value, list | dict))
        )


def _worklist(asked: argparse.Namespace) -> None:
    from lcdesk.queries import listings

    with closing(_opened(asked.file)) as file:
        found = listings.duties(file, asked.on or date.today())
    _print_rows(found, asked.json)


def _close(asked: argparse.Namespace) -> None:
    from lcdesk.actions import closings
    from lcdesk.domain import duties
    from lcdesk.queries.worklist import still_open

    span, on = ("month", asked.month) if asked.month else ("year", date(asked.year, 1, 1))
    with closing(_opened(asked.file)) as file:
        period = closings.check(file, span, on, date.today())
        left = still_open(file, period)
        for line in duties.told(left):
            print(line)
        if left and not asked.anyway:
            raise Refused(_("This is still open. Say --anyway to close it all the same."))
        closings.close(file, span, on, date.today())
    print(_("Closed: {name}").format(name=period.name))


def _cell(value: Any) -> str:
    """A value in a line of a plain list; line breaks and tabs in it would look like more cells."""
    return "" if value is None else " ".join(str(value).split())


def _check(asked: argparse.Namespace) -> None:
    from lcdesk.actions import files

    with closing(_opened(asked.file)) as file:
        problems = files.check(file)
    if problems:
        raise Refused("; ".join(problems))
    print(_("{file} is whole.").format(file=asked.file))


def _ask_window_for_copy(path: Path, target: Path) -> None:
    """A file in use is copied by the window that has it; refused where that is on another machine,
    or where it cannot."""
    from lcdesk.ui.shell.instance import ask_for_copy  # brings Qt

    ask_for_copy(path, target)


def _backup(asked: argparse.Namespace) -> None:
    from lcdesk.actions import files
    from lcdesk.storage.refusing import InUse

    try:
        file = _opened(asked.file)
    except InUse:
        _ask_window_for_copy(asked.file, asked.out)
    else:
        try:
            files.backup(file, asked.out)
        finally:
            file.close()
    print(_("{file} is a verified copy.").format(file=asked.out))


def _repair(asked: argparse.Namespace) -> None:
    from lcdesk.actions import files

    file, salvage = files.repair_closed(asked.file, _password(), asked.out)
    file.close()
    told = _("{file} holds what could be read: {rows} rows.")
    print(told.format(file=asked.out, rows=number(salvage.rows)))
    for each in salvage.told:
        print(each)
    if not salvage.told:
        print(_("Nothing is missing."))
