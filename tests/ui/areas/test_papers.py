"""The buttons of papers: those of the registry, each opening its paper."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from lcdesk.printing import catalogue
from lcdesk.ui.shell.start import Program
from tests.officer import ALT, CTRL, Key, Officer
from tests.ui.wards import NAMES, made, proposed


def test_a_list_has_a_button_for_each_paper_about_it(program: Program, tmp_path: Path) -> None:
    file = made(tmp_path / "ward.lcdesk", len(NAMES))
    proposed(file, 2)
    window, officer = program.open(file), Officer()
    officer.press(Key.Key_4, ALT).press(Key.Key_Tab, CTRL)
    area = window.current.current  # type: ignore[attr-defined]
    names = {each.objectName(): each.text() for each in area.form.findChildren(QPushButton)}
    wanted = {f"paper_{each.id}" for each in catalogue.about("list")}
    assert (
        wanted == {name for name in names if name.startswith("paper_")} == {"paper_03", "paper_04"}
    )
    assert "(Ctrl+P)" in names["paper_03"] and "(Ctrl+P)" not in names["paper_04"]
    asked: list[str] = []
    area.desk.paper_wanted.connect(lambda each: asked.append(each.name))
    officer.press(Key.Key_F, CTRL).press(Key.Key_Return).press(Key.Key_Return)
    officer.walk_to_button("paper_03").press(Key.Key_Return)
    assert asked == ["03"]
    officer.press(Key.Key_Escape)
    officer.walk_to_button("paper_04").press(Key.Key_Return)
    assert asked == ["03", "04"]
