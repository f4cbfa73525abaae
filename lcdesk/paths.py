"""Where the program and its data lie: installed, in a checkout, or on a USB stick."""

from pathlib import Path

WARD_SUFFIX = ".lcdesk"
"""What the name of a ward file ends in."""
MARKER = "lcdesk-portable.txt"
"""Where this file lies beside the program, as on a stick, so do its data and settings."""


def program_folder() -> Path:
    """The folder of the installed program, which holds its library; of a checkout, the checkout."""
    library = Path(__file__).resolve().parents[1]
    return library.parent if library.name == "lib" else library


def portable_data() -> Path | None:
    """The folder for data and settings beside the program; None where they lie with the user's
    own."""
    folder = program_folder()
    return folder / "data" if (folder / MARKER).is_file() else None


def written(path: Path) -> str:
    """How to write down where a file lies. A stick has another letter on each machine, so on it the
    way from the program counts."""
    if portable_data() and path.resolve().is_relative_to(program_folder()):
        return path.resolve().relative_to(program_folder()).as_posix()
    return str(path)


def read(text: str) -> Path:
    """Where the file lies that was written down."""
    return program_folder() / text if portable_data() else Path(text)


def licences() -> str:
    """The licences of the program and of all that came with it; in a checkout, its own."""
    for name in ("LICENCES.txt", "LICENSE"):
        if (program_folder() / name).is_file():
            return (program_folder() / name).read_text(encoding="utf-8-sig")
    return ""
