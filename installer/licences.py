"""The licences of everything an installer holds, in one text."""

import re
from email.parser import HeaderParser
from pathlib import Path

from installer.contents import is_licence

RULE = "=" * 60
HERE = Path(__file__).parent


def heading(metadata: str) -> str:
    """Name, version and licence of a package, as its METADATA says."""
    fields = HeaderParser().parsestr(metadata)
    named = (
        fields["License-Expression"]
        or _classified(fields.get_all("Classifier", []))
        or fields["License"]
        or ""
    )
    return f"{fields['Name']} {fields['Version']}: {' '.join(named.split())[:80] or 'see below'}"


def _classified(classifiers: list[str]) -> str:
    return ", ".join(
        each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License :: ")
    )


def section(title: str, texts: list[str]) -> str:
    """A part of the text, under its title. A text that a package brings twice stands once."""
    plain = [re.sub(r"[ \t\f\r]+$", "", text, flags=re.MULTILINE).strip() for text in texts]
    return "\n\n".join([f"{RULE}\n{title}\n{RULE}", *dict.fromkeys(plain)])


def of_packages(library: Path) -> list[str]:
    """A section for each package whose .dist-info lies in a folder or in one of the folders for a
    single Python."""
    sections: dict[str, str] = {}
    for info in sorted((*library.glob("*.dist-info"), *library.glob("cp3*/*.dist-info"))):
        title = heading((info / "METADATA").read_text(encoding="utf-8"))
        files = [each for each in sorted(info.rglob("*")) if each.is_file()]
        texts = [
            each.read_text(encoding="utf-8", errors="replace")
            for each in files
            if is_licence(each.relative_to(info.parent).as_posix())
        ]
        sections.setdefault(title, section(title, texts))
    return [sections[title] for title in sorted(sections, key=str.casefold)]


def collected(library: Path, root: Path, python: str = "") -> str:
    """The whole text: the program, fonts and icons, packages, Qt, and the Python that comes along,
    if one does."""
    read = [
        ("lcdesk", [root / "LICENSE"]),
        ("Tinos (fonts of papers)", [root / "resources" / "fonts" / "OFL.txt"]),
        ("Lucide (icons)", [root / "resources" / "icons" / "LICENSE"]),
        (
            "Qt and PySide6: GNU LGPL version 3",
            [HERE / "licences" / f"{name}.txt" for name in ("LGPL-3.0", "GPL-3.0")],
        ),
    ]
    parts = [
        section(title, [path.read_text(encoding="utf-8") for path in paths])
        for title, paths in read
    ]
    parts[3:3] = of_packages(library)
    if python:
        parts.append(section("Python", [python]))
    return "\n\n\n".join(parts) + "\n"
