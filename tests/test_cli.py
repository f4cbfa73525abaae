"""The command line: exit codes, one sentence on standard error, code names in lists, papers on the disk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lcdesk.cli import REGISTERS, main
from lcdesk.demo.ward import make_sample
from lcdesk.domain import duties
from lcdesk.i18n import use_language
from lcdesk.papers.forms.catalogue import PAPERS
from lcdesk.storage.slots import Cost, path_of

PASSWORD = "mật khẩu thử"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_language("en")
    monkeypatch.setenv("LCDESK_PASSWORD", PASSWORD)
    yield
    use_language("vi")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "ward.lcdesk"
    make_sample(path, PASSWORD, 2, 20, 1, 1, Cost(passes=1, memory_kib=8, lanes=1)).close()
    return path


@pytest.fixture
def ward(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample ward to write into."""
    path = tmp_path / "phường Mẫu.lcdesk"
    shutil.copy(sample, path)
    shutil.copy(path_of(sample), path_of(path))
    return path


Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: exit code, output, errors."""

    def called(*words: object) -> tuple[object, str, str]:
        code: object
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return called


def refused(result: tuple[object, str, str]) -> str:
    """The one sentence of a refusal."""
    code, out, err = result
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert line.startswith("lcdesk: ")
    return line.removeprefix("lcdesk: ")


def listed(run: Run, ward: Path, register: str) -> list[dict[str, Any]]:
    code, out, err = run("list", register, ward, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_is_an_array_of_objects_with_code_names(
    run: Run, ward: Path, register: str
) -> None:
    found = listed(run, ward, register)
    assert found and all(isinstance(each["id"], int) for each in found)
    names = {
        "groups": {"code", "name", "leader"},
        "members": {"citizen_id", "born_on", "group", "household"},
        "applications": {"member", "programme", "amount", "state", "lines"},
        "meetings": {"held_on", "group", "state", "decisions", "attendance"},
        "programmes": {"code", "name", "terms"},
        "loans": {"code", "member", "amount", "outstanding", "state", "terms"},
        "entries": {"loan", "member", "entry_on", "kind", "amount", "reverses"},
        "checks": {"form", "group", "lines"},
    }
    assert names[register] <= set(found[0])


def test_states_are_code_names_in_any_language(run: Run, ward: Path) -> None:
    use_language("vi")
    assert {each["state"] for each in listed(run, ward, "meetings")} == {"open", "closed"}


def test_a_plain_list_has_a_line_for_each_record(run: Run, ward: Path) -> None:
    code, out, _err = run("list", "members", ward)
    assert code == 0
    assert len(out.splitlines()) == len(listed(run, ward, "members"))
    assert "None" not in out


def test_papers_of_a_meeting_and_of_its_applications(run: Run, ward: Path, tmp_path: Path) -> None:
    meeting = [each for each in listed(run, ward, "meetings") if each["state"] == "closed"][-1]
    applications = {each["id"]: each for each in listed(run, ward, "applications")}
    adults = [
        id for line in meeting["decisions"] if applications[id := line["application"]]["co_members"]
    ]
    papers = [(name, "--meeting", meeting["id"]) for name in ("10C", "03", "bundle")]
    papers += [(name, "--application", adults[0]) for name in ("01", "01-gqvl", "01-uq")]
    for name, option, id in papers:
        out = tmp_path / f"{name}.pdf"
        assert run("paper", name, ward, option, id, "-o", out) == (0, "", "")
        assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", PAPERS)
def test_blank_forms(run: Run, ward: Path, tmp_path: Path, name: str) -> None:
    assert run("paper", name, ward, "--blank", "-o", tmp_path / "blank.pdf") == (0, "", "")
    assert run("paper", name, ward, "--group", 1, "-o", tmp_path / "group.pdf") == (0, "", "")
    assert (tmp_path / "blank.pdf").read_bytes() != (tmp_path / "group.pdf").read_bytes()


def test_check_and_backup(run: Run, ward: Path, tmp_path: Path) -> None:
    assert run("check", ward)[0] == 0
    copy = tmp_path / "copy.lcdesk"
    assert run("backup", ward, copy)[0] == 0
    assert listed(run, copy, "members") == listed(run, ward, "members")
    assert "copy.lcdesk" in refused(run("backup", ward, copy))


def test_demo_makes_a_file_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.lcdesk"
    words = ("demo", path, "--groups", 1, "--households", 6, "--years", 1, "--seed", 7)
    assert run(*words) == (0, "", "")
    before = path.read_bytes()
    assert "demo.lcdesk" in refused(run(*words))
    assert path.read_bytes() == before
    assert len(listed(run, path, "groups")) == 1


def test_demo_in_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert refused(run("demo", tmp_path / "nowhere" / "demo.lcdesk"))


def test_a_short_password_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LCDESK_PASSWORD", "short")
    assert "8" in refused(run("demo", tmp_path / "demo.lcdesk"))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file(run: Run, tmp_path: Path) -> None:
    for words in (
        ("list", "members", tmp_path / "none.lcdesk"),
        ("check", tmp_path / "none.lcdesk"),
        ("backup", tmp_path / "none.lcdesk", tmp_path / "copy.lcdesk"),
        ("paper", "10C", tmp_path / "none.lcdesk", "--blank", "-o", tmp_path / "out.pdf"),
    ):
        assert "none.lcdesk" in refused(run(*words))
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_password(run: Run, ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ward.read_bytes()
    monkeypatch.setenv("LCDESK_PASSWORD", "another one")
    assert refused(run("list", "members", ward))
    assert ward.read_bytes() == before


def test_a_file_of_something_else(run: Run, ward: Path) -> None:
    ward.write_text("Sổ tay", encoding="utf-8")
    assert "not a ward file" in refused(run("check", ward))
    path_of(ward).unlink()
    assert refused(run("check", ward))


@pytest.mark.parametrize(
    ("name", "option", "id"),
    [("10C", "--meeting", 999), ("01", "--application", 999), ("10C", "--application", 1)],
)
def test_a_paper_about_nothing(
    run: Run, ward: Path, tmp_path: Path, name: str, option: str, id: int
) -> None:
    assert refused(run("paper", name, ward, option, id, "-o", tmp_path / "out.pdf"))
    assert not (tmp_path / "out.pdf").exists()


def test_a_paper_into_a_folder_that_is_not_there(run: Run, ward: Path, tmp_path: Path) -> None:
    assert refused(run("paper", "10C", ward, "--blank", "-o", tmp_path / "nowhere" / "out.pdf"))


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "horses", "ward.lcdesk"),
        ("list", "members", "ward.lcdesk", "--password", PASSWORD),
        ("paper", "99", "ward.lcdesk", "--blank", "-o", "out.pdf"),
        ("paper", "10C", "ward.lcdesk", "--blank"),
        ("paper", "10C", "ward.lcdesk", "--meeting", "1", "--application", "1", "-o", "out.pdf"),
        ("paper", "10C", "ward.lcdesk", "--meeting", "one", "-o", "out.pdf"),
        ("demo", "ward.lcdesk", "--groups", "0"),
        ("demo", "ward.lcdesk", "--households", "4"),
        ("demo", "ward.lcdesk", "--years", "²"),
        ("--window",),
        ("one.lcdesk", "two.lcdesk"),
    ],
)
def test_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("usage: lcdesk")


def test_a_paper_needs_a_subject(run: Run, ward: Path) -> None:
    assert run("paper", "10C", ward, "-o", "out.pdf")[0] == 2


def test_help_and_version(run: Run) -> None:
    assert run("--version")[0] == 0
    code, out, _err = run("--help")
    assert code == 0
    for command in ("demo", "paper", "list", "check", "backup"):
        assert command in out


def process(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, with no terminal to ask on."""
    return subprocess.run(
        [sys.executable, "-m", "lcdesk", *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        env={**os.environ, **environment},
    )


def test_a_process_prints_utf8_whatever_the_system_prefers(ward: Path) -> None:
    done = process("list", "groups", ward, "--json", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())[0]["name"].startswith("Số ")


def test_without_a_terminal_the_password_is_not_asked_for(ward: Path) -> None:
    done = process("list", "groups", ward, LCDESK_PASSWORD="")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "LCDESK_PASSWORD" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_a_reader_may_stop_early(ward: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "lcdesk", "list", "members", ward],
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_does_without_qt(ward: Path) -> None:
    code = f"import sys; from lcdesk.cli import main; main(['check', {str(ward)!r}]); sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0


def test_what_is_due_is_listed_as_of_a_day(run: Run, ward: Path) -> None:
    loan = max(
        (each for each in listed(run, ward, "loans") if each["application"]),
        key=lambda each: each["id"],
    )
    assert "savings" not in loan
    early = run("worklist", ward, "--json", "--on", "2020-01-01")
    assert early[0] == 0
    assert not [each for each in json.loads(early[1]) if each["loan"]]
    code, out, err = run("worklist", ward, "--json", "--on", "2099-12-31")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert {"kind", "table", "id", "group", "text", "due_on", "days_left", "late"} <= set(found[0])
    assert all(each["days_left"] < 0 and each["late"] for each in found if each["kind"] == "late")
    assert len(run("worklist", ward, "--on", "2099-12-31")[1].splitlines()) == len(found)


def test_a_paper_of_a_list_a_check_and_a_month(run: Run, ward: Path, tmp_path: Path) -> None:
    (decided, *_rest) = [
        each for each in listed(run, ward, "applications") if each["state"] == "active"
    ]
    checks = {each["form"]: each["id"] for each in listed(run, ward, "checks")}
    papers: list[tuple[object, ...]] = [("04", "--application", decided["id"]), ("03", "--list", 1)]
    papers += [(form, "--check", id) for form, id in checks.items()]
    papers += [
        ("13", "--group", 1, "--month", "2026-06"),
        ("13", "--group", 1, "--on", "2026-06-30"),
    ]
    papers += [("15", "--group", 1, "--on", "2026-06-30")]
    assert set(checks) == {"06", "15", "16"}
    for name, *words in papers:
        out = tmp_path / "paper.pdf"
        assert run("paper", name, ward, *words, "-o", out) == (0, "", ""), (name, words)
        assert out.read_bytes().startswith(b"%PDF")
        out.unlink()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("04", ("--list", "999")),
        ("06", ("--check", "999")),
        ("03", ("--check", "1")),
        ("13", ("--list", "1")),
    ],
)
def test_a_paper_that_a_list_or_a_check_does_not_have(
    run: Run, ward: Path, tmp_path: Path, name: str, words: tuple[str, str]
) -> None:
    assert refused(run("paper", name, ward, *words, "-o", tmp_path / "out.pdf"))


def test_a_month_goes_with_its_sheet(run: Run, ward: Path, tmp_path: Path) -> None:
    code, _out, err = run(
        "paper", "06", ward, "--group", 1, "--month", "2026-06", "-o", tmp_path / "out.pdf"
    )
    assert code == 2 and "--month" in err
    assert (
        run("paper", "13", ward, "--group", 1, "--month", "2026-13", "-o", tmp_path / "out.pdf")[0]
        == 2
    )


def test_no_paper_or_report_is_written_over_a_ward(
    run: Callable[..., tuple[int, str, str]], ward: Path, tmp_path: Path
) -> None:
    shutil.copy(ward, tmp_path / "sách.pdf")
    targets = [ward, path_of(ward), tmp_path / "sách.pdf", tmp_path, "/", ".", ""]
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}
    for out in targets:
        refused(run("paper", "10C", ward, "--blank", "-o", out))
        refused(run("report", "summary", ward, "--year", "2026", "-o", out))
        refused(run("backup", ward, out))
        refused(run("demo", out))
    refused(run("paper", "10C", ward, "--blank", "-o", tmp_path / "new.lcdesk"))
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before
    assert run("check", ward)[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX")
def test_a_paper_into_a_device_leaves_the_device(
    run: Callable[..., tuple[int, str, str]], ward: Path
) -> None:
    before = os.stat(os.devnull)
    assert run("paper", "10C", ward, "--blank", "-o", os.devnull) == (0, "", "")
    assert (
        os.stat(os.devnull).st_rdev == before.st_rdev
        and os.stat(os.devnull).st_mode == before.st_mode
    )


def test_a_name_that_is_too_long(
    run: Callable[..., tuple[int, str, str]], ward: Path, tmp_path: Path
) -> None:
    long = tmp_path / ("x" * 300 + ".pdf")
    assert "its name is too long" in refused(run("paper", "10C", ward, "--blank", "-o", long))
    assert "its name is too long" in refused(run("backup", ward, long))
    assert "There is no file" in refused(run("check", long))


def test_a_month_is_closed_once_what_is_open_was_seen(run: Run, ward: Path) -> None:
    for month in range(1, 5):
        assert run("close", ward, "--month", f"2026-{month:02}", "--anyway")[0] == 0
    code, out, err = run("close", ward, "--month", "2026-05")
    assert (
        code == 1 and err == "lcdesk: This is still open. Say --anyway to close it all the same.\n"
    )
    kinds = [line.split(":")[0] for line in out.splitlines()]
    assert kinds and set(kinds) <= set(duties.KINDS.values())
    code, again, err = run("close", ward, "--month", "2026-05", "--anyway")
    assert (code, err) == (0, "") and again == f"{out}Closed: month 05/2026\n"
    assert "closed already" in run("close", ward, "--month", "2026-05", "--anyway")[2]
    assert "month 06/2026 first" in run("close", ward, "--month", "2026-07", "--anyway")[2]
    assert run("close", ward)[0] == 2


def test_a_clock_that_cannot_be_right_is_told(
    run: Run, ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("list", "groups", ward)[2] == ""
    monkeypatch.setattr("lcdesk.cli.date", LongAgo)
    code, _out, err = run("list", "groups", ward)
    assert code == 0 and err.startswith("lcdesk: The clock of this machine says 01/01/2020, and")


class LongAgo(date):
    @classmethod
    def today(cls) -> "LongAgo":
        return cls(2020, 1, 1)
