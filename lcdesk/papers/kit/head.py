"""What stands at the head of papers, as the content records share it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """Where a paper is made. `ward` and `neighbourhood` are full names ("Phường Lê Chân", "Tổ dân
    phố số 5")."""

    ward: str = ""
    city: str = ""
    neighbourhood: str = ""


@dataclass(frozen=True)
class GroupHead(Head):
    """A paper of a group. `group` is its name without "Tổ TK&VV", `association` the one that
    manages it."""

    group: str = ""
    association: str = ""


@dataclass(frozen=True)
class BankHead(GroupHead):
    """A paper of a group that goes to the bank or comes from it: `bank_office` grants its loans."""

    group_leader: str = ""
    bank_office: str = ""


@dataclass(frozen=True)
class BooksHead(BankHead):
    """A paper from the books of a group, which the bank knows by its `group_code`."""

    group_code: str = ""
