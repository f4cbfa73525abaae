"""The ward's own office: its names, signers and settings, and the bodies it works with."""

from datetime import date
from typing import ClassVar

from lcdesk.domain.dated import Dated, Past
from lcdesk.domain.fields import Entity, Lines, field
from lcdesk.domain.ids import AssociationId, NeighbourhoodId, WardId, WordingId
from lcdesk.domain.kinds import PHONE, Choice, Money, Name, Number, Paragraph, Text, Yes
from lcdesk.i18n import N_, _

WARD_KINDS = {
    "phường": N_("ward (phường)"),
    "xã": N_("commune (xã)"),
    "đặc khu": N_("special zone (đặc khu)"),
}
ASSOCIATIONS = {
    "Hội Nông dân": "Chủ tịch",
    "Hội Liên hiệp Phụ nữ": "Chủ tịch",
    "Hội Cựu chiến binh": "Chủ tịch",
    "Đoàn TNCS Hồ Chí Minh": "Bí thư",
}
"""The four bodies that manage groups under an entrustment contract with the bank, and the office of
their heads."""

SHARE = Text(limit=5, pattern=r"[1-9][0-9]?/[1-9][0-9]?", example="2/3")

SIGNERS = N_("Signers")
RULES = N_("Settings")


class WardPast(Past):
    """What the office said until a day."""


class Ward(Dated):
    """This office. There is one; its settings hold for the whole file."""

    id: WardId = WardId(0)
    dated: ClassVar[tuple[str, ...]] = (
        *("kind", "name", "city", "bank_branch", "bank_office", "bank_director"),
        *("chair", "chair_office", "officer", "quorum", "majority", "rule_source"),
        *("transaction_day", "instalment_unit"),
    )

    kind: str = field(N_("Kind"), Choice(options=WARD_KINDS), required=True, default="phường")
    name: str = field(
        N_("Ward"), Text(limit=80), required=True, hint=N_("The name alone, without phường or xã")
    )
    city: str = field(N_("Province or city"), Text(limit=80), required=True)
    bank_branch: str = field(
        N_("Bank branch"), Text(), hint=N_("Chi nhánh NHCSXH of the province or city")
    )
    bank_office: str = field(
        N_("Bank office"), Text(), required=True, hint=N_("Phòng giao dịch NHCSXH")
    )
    bank_director: str = field(N_("Director of the bank office"), Name(), section=SIGNERS)
    chair: str = field(N_("Ward chair"), Name(), section=SIGNERS)
    chair_office: str = field(
        N_("Office of the ward signer"),
        Text(),
        section=SIGNERS,
        default="CHỦ TỊCH",
        hint=N_("As it stands above the signature, for example KT. CHỦ TỊCH - PHÓ CHỦ TỊCH"),
    )
    officer: str = field(N_("Officer in charge"), Name(), section=SIGNERS)
    quorum: str = field(
        N_("Share of the members that must be present"),
        SHARE,
        required=True,
        section=RULES,
        default="2/3",
        hint=N_("Check against the bank's newest guide"),
    )
    majority: str = field(
        N_("Share of those present that an applicant must exceed"),
        SHARE,
        required=True,
        section=RULES,
        default="1/2",
    )
    rule_source: str = field(
        N_("Source of the meeting rules"),
        Text(),
        section=RULES,
        default="Quy chế hoạt động của Tổ TK&VV",
    )

    transaction_day: int = field(
        N_("Transaction day of the month"),
        Number(most=31),
        section=RULES,
        hint=N_("The day on which the bank comes to the ward; instalments fall due on it"),
    )
    instalment_unit: int = field(
        N_("Instalments are rounded down to"),
        Money(least=1),
        required=True,
        section=RULES,
        default=100_000,
    )
    past: tuple[WardPast, ...] = field(N_("Before"), Lines(of=WardPast), section="")

    def complaints(self, today: date) -> dict[str, str]:
        parts = {name: getattr(self, name).partition("/") for name in ("quorum", "majority")}
        return {
            name: _("A share is at most the whole, such as 2/3.")
            for name, (part, _slash, whole) in parts.items()
            if int(part) > int(whole)
        }

    @property
    def full_name(self) -> str:
        """`Phường Lê Chân`, as it opens a sentence."""
        return f"{self.kind[:1].upper()}{self.kind[1:]} {self.name}".strip()


class AssociationPast(Past):
    """What an association said until a day."""


class Association(Dated):
    """A socio-political association that manages groups under entrustment."""

    id: AssociationId = AssociationId(0)
    dated: ClassVar[tuple[str, ...]] = ("name", "officer", "office")

    name: str = field(N_("Association"), Text(), required=True, column=True, search=True)
    officer: str = field(N_("Officer in charge"), Name(), column=True, search=True)
    office: str = field(N_("Office"), Text(), column=True, default="Chủ tịch")
    phone: str = field(N_("Phone"), PHONE)
    past: tuple[AssociationPast, ...] = field(N_("Before"), Lines(of=AssociationPast), section="")


class NeighbourhoodPast(Past):
    """What a neighbourhood said until a day."""


class Neighbourhood(Dated):
    """A street quarter or village (tổ dân phố, thôn) with its head."""

    id: NeighbourhoodId = NeighbourhoodId(0)
    dated: ClassVar[tuple[str, ...]] = ("name", "head", "rural")

    name: str = field(N_("Neighbourhood"), Text(), required=True, column=True, search=True)
    head: str = field(N_("Head"), Name(), column=True, search=True)
    phone: str = field(N_("Phone"), PHONE)
    rural: bool = field(N_("Rural area"), Yes(), column=True)
    past: tuple[NeighbourhoodPast, ...] = field(
        N_("Before"), Lines(of=NeighbourhoodPast), section=""
    )


class Wording(Entity):
    """A fixed text of an official paper, which the ward corrects when the bank's form changes."""

    id: WordingId = WordingId(0)
    labels: ClassVar[tuple[str, ...]] = ("paper", "key")
    order: ClassVar[str] = "paper"

    paper: str = field(
        N_("Paper"), Text(limit=20), required=True, column=True, search=True, section=""
    )
    key: str = field(
        N_("Place on the paper"),
        Text(limit=80),
        required=True,
        column=True,
        search=True,
        section="",
    )
    text: str = field(N_("Text"), Paragraph(), column=True, search=True)
    source: str = field(N_("Source"), Text())
