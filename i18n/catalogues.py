"""Extract the texts of the program, update the catalogues, compile them; run by `./dev i18n` and by
each build."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
SOURCES = HERE.parent / "lcdesk"
# English is the language of the msgids and needs no catalogue.
CATALOGUES = {"vi": HERE / "vi" / "LC_MESSAGES" / "lcdesk.po"}
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extract() -> Catalog:
    """Give all texts that the program marks for translation."""
    template = Catalog()
    found = extract_from_dir(
        SOURCES, keywords=KEYWORDS, comment_tags=("i18n:",), strip_comment_tags=True
    )
    for _file, _line, message, comments, context in found:
        template.add(message, auto_comments=comments, context=context)
    return template


def load(locale: str) -> Catalog:
    with CATALOGUES[locale].open("rb") as file:
        return read_po(file, locale=locale)


def update() -> None:
    """Bring new texts into the catalogues and drop those that are gone. A guessed translation is
    never right."""
    template = extract()
    for locale, path in CATALOGUES.items():
        catalogue = load(locale)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        _write(path, catalogue)


def compile() -> None:
    for locale, path in CATALOGUES.items():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, load(locale))


def _write(path: Path, catalogue: Catalog) -> None:
    """Write it in an order and without line numbers, so that a change of code shows as little as
    possible."""
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=120, sort_output=True, no_location=True, ignore_obsolete=True
        )


class BuildPy(build_py):  # type: ignore[misc]
    """The .mo are not in git: every build makes its own."""

    def run(self) -> None:
        compile()
        super().run()


if __name__ == "__main__":
    update()
    compile()
