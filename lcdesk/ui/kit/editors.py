"""The boxes one types into, one for each kind of field. Each holds text as a draft does."""

from collections.abc import Callable
from datetime import date

from lcdesk.domain import kinds
from lcdesk.domain.kinds import Kind
from lcdesk.i18n import _
from lcdesk.ui.kit.choice_editor import ChoiceEditor
from lcdesk.ui.kit.choices import Source, among
from lcdesk.ui.kit.reading_editors import DateEditor, NumberEditor, ReadingEditor
from lcdesk.ui.kit.text_editors import ParagraphEditor, TextEditor
from lcdesk.ui.kit.yes_editor import YesEditor

Editor = TextEditor | ParagraphEditor | YesEditor


def editor_for(kind: Kind, today: Callable[[], date], source: Source | None = None) -> Editor:
    """The box for a kind of field. `source` is needed where it refers to another record, and offers
    fewer choices where not all suit."""
    if isinstance(kind, kinds.Choice):
        offered = among({code: _(label) for code, label in kind.options.items()})
        return ChoiceEditor(source or offered)
    if isinstance(kind, kinds.Reference):
        assert source is not None
        return ChoiceEditor(source)
    if isinstance(kind, kinds.Yes):
        return YesEditor()
    return ParagraphEditor() if isinstance(kind, kinds.Paragraph) else _text_editor(kind, today)


def _text_editor(kind: Kind, today: Callable[[], date]) -> TextEditor:
    """The box of one line for a kind, which reads what is typed where it can."""
    if isinstance(kind, kinds.Number):
        return NumberEditor(kind, today)
    if isinstance(kind, kinds.Date):
        return DateEditor(kind, today)
    return (
        ReadingEditor(kind, today)
        if isinstance(kind, kinds.Time | kinds.Name | kinds.Digits)
        else TextEditor()
    )
