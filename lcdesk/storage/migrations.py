"""The tables, as they came to be: one named function a step, never edited after its release."""

import json
from importlib.resources import files

from sqlite_utils import Database, Migrations

from lcdesk.storage import programmes_2026
from lcdesk.storage.versions import SET

migrations = Migrations(SET)
_COMMON = """
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL DEFAULT 1,
    removed_on TEXT NOT NULL DEFAULT '',
    removed_reason TEXT NOT NULL DEFAULT '',
    folded TEXT NOT NULL DEFAULT '',
    sort_key TEXT NOT NULL DEFAULT '',
"""


def _entity(db: Database, name: str, columns: str) -> None:
    """A table of records with a life of their own, with the columns for search and order."""
    db.execute(f'CREATE TABLE "{name}" ({_COMMON} {columns}) STRICT')
    # Partial, for as a column removed_on is the same nearly everywhere and draws queries away from better indexes.
    db.execute(
        f'CREATE INDEX "{name}_search" ON "{name}" (sort_key, id, folded) WHERE removed_on = \'\''
    )


def _lines(db: Database, name: str, owner: str, columns: str) -> None:
    """A table of lines that belong to a record of `owner`, kept together and in their order."""
    db.execute(
        f'CREATE TABLE "{name}" (owner INTEGER NOT NULL REFERENCES "{owner}" (id), position INTEGER NOT NULL, '
        f"{columns}, PRIMARY KEY (owner, position)) STRICT, WITHOUT ROWID"
    )


def _text(*names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def _count(*names: str) -> str:
    return ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} >= 0)" for name in names)


def _reference(name: str, target: str) -> str:
    return f'"{name}" INTEGER REFERENCES "{target}" (id)'


@migrations()
def m0001_office(db: Database) -> None:
    _entity(
        db,
        "ward",
        _text(
            "kind", "name", "city", "bank_branch", "bank_office", "bank_director", "chair", "chair_office", "officer",
            "quorum", "majority", "rule_source",
        ),
    )  # fmt: skip
    _entity(db, "association", _text("name", "officer", "office", "phone"))
    _entity(db, "neighbourhood", _text("name", "head", "phone") + "," + _count("rural"))
    _entity(db, "wording", _text("paper", "key", "text", "source"))
    db.execute('CREATE UNIQUE INDEX wording_place ON wording (paper, "key")')


@migrations()
def m0002_groups_and_people(db: Database) -> None:
    _entity(
        db,
        "household",
        _text("name", "address") + "," + _reference("neighbourhood", "neighbourhood"),
    )
    _lines(db, "household_class", "household", _count("year") + "," + _text("household_class"))
    _entity(
        db,
        "member",
        _text(
            "citizen_id", "name", "born_on", "sex", "issued_on", "issued_by", "ethnicity", "address", "joined_on",
            "left_on", "left_reason",
        )
        + "," + _reference("household", "household") + "," + _reference("group", "group"),
    )  # fmt: skip
    db.execute('CREATE INDEX member_group ON member ("group", removed_on, sort_key)')
    db.execute("CREATE INDEX member_household ON member (household)")
    db.execute("CREATE INDEX member_citizen ON member (citizen_id)")
    db.execute("CREATE INDEX member_birth ON member (born_on)")
    _entity(
        db,
        "group",
        _text("code", "name", "founded_on", "approval_number", "approved_on")
        + "," + _count("minimum_saving")
        + "," + _reference("association", "association")
        + "," + _reference("neighbourhood", "neighbourhood")
        + "," + _reference("leader", "member")
        + "," + _reference("deputy", "member"),
    )  # fmt: skip
    db.execute("CREATE UNIQUE INDEX group_code ON \"group\" (code) WHERE removed_on = ''")


@migrations()
def m0003_programmes(db: Database) -> None:
    _entity(
        db,
        "programme",
        _text("code", "bank_code", "name", "beneficiaries", "form", "cap_per")
        + ","
        + _count("exclusive", "rural_only"),
    )
    db.execute("CREATE UNIQUE INDEX programme_code ON programme (code) WHERE removed_on = ''")
    _lines(db, "eligible_class", "programme", _text("household_class"))
    _lines(
        db,
        "programme_term",
        "programme",
        _text("from_on", "source")
        + ","
        + _count("rate", "priority_rate", "cap", "longest_months", "verify"),
    )


@migrations()
def m0004_applications(db: Database) -> None:
    _entity(
        db,
        "application",
        _text(
            "applied_on", "fund_source", "beneficiary", "purpose", "override_reason", "priority", "plan_place", "state"
        )
        + "," + _count(
            "amount", "own_capital", "term_months", "instalment_months", "jobs_created", "jobs_kept", "jobs_expanded",
            "jobs_women", "jobs_own", "jobs_others", "income", "costs",
        )
        + "," + _reference("group", "group")
        + "," + _reference("member", "member")
        + "," + _reference("programme", "programme"),
    )  # fmt: skip
    db.execute('CREATE INDEX application_group ON application ("group", state)')
    db.execute("CREATE INDEX application_member ON application (member)")
    _lines(db, "plan_line", "application", _text("item", "quantity") + "," + _count("amount"))
    _lines(db, "co_member", "application", _text("name", "born_on", "citizen_id", "relation"))
    _lines(db, "broken_rule", "application", _text("rule", "source"))
    _entity(
        db,
        "step",
        _text("came_from", "went_to", "taken_on", "actor", "number", "reason")
        + "," + _reference("application", "application"),
    )  # fmt: skip
    db.execute("CREATE INDEX step_application ON step (application, id)")


@migrations()
def m0005_meetings(db: Database) -> None:
    _entity(
        db,
        "meeting",
        _text(
            "held_on", "starts_at", "ends_at", "place", "association_officer", "neighbourhood_head", "other_matters",
            "conclusion", "state", "reopened_reason",
        )
        + "," + _count(
            "minimum_saving", "conclusion_for", "conclusion_against", "conclusion_abstaining", "serial",
        )
        + "," + _reference("group", "group")
        + "," + _reference("chair", "member")
        + "," + _reference("secretary", "member"),
    )  # fmt: skip
    db.execute(
        'CREATE UNIQUE INDEX meeting_number ON meeting ("group", substr(held_on, 1, 4), serial) WHERE serial > 0'
    )
    db.execute('CREATE INDEX meeting_group ON meeting ("group", state)')
    _lines(db, "guest", "meeting", _text("name", "office"))
    _lines(
        db,
        "attendance",
        "meeting",
        _text("presence", "note") + "," + _reference("member", "member"),
    )
    _lines(
        db,
        "decision",
        "meeting",
        _text("result", "reason")
        + "," + _count("amount", "term_months", "votes_for", "votes_against", "votes_abstaining")
        + "," + _reference("application", "application"),
    )  # fmt: skip
    db.execute("CREATE INDEX decision_application ON decision (application)")
    _lines(
        db,
        "membership_change",
        "meeting",
        _text("change", "reason") + "," + _reference("member", "member"),
    )
    _entity(
        db,
        "proposal_list",
        _reference("meeting", "meeting") + "," + _reference("programme", "programme"),
    )
    db.execute("CREATE UNIQUE INDEX proposal_list_one ON proposal_list (meeting, programme)")
    _lines(db, "proposal_line", "proposal_list", _reference("application", "application"))


@migrations()
def m0006_papers_and_trail(db: Database) -> None:
    db.execute(
        "CREATE TABLE frozen_paper (id INTEGER PRIMARY KEY AUTOINCREMENT, paper TEXT NOT NULL, "
        "subject INTEGER NOT NULL, content TEXT NOT NULL, frozen_at TEXT NOT NULL, "
        "replaced_at TEXT NOT NULL DEFAULT '') STRICT"
    )
    db.execute("CREATE INDEX frozen_paper_subject ON frozen_paper (paper, subject, replaced_at)")
    db.execute(
        "CREATE TABLE printing (id INTEGER PRIMARY KEY AUTOINCREMENT, paper TEXT NOT NULL, subject INTEGER NOT NULL, "
        "checksum TEXT NOT NULL, printed_at TEXT NOT NULL, actor TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX printing_subject ON printing (paper, subject, id)")
    # Nothing is ever taken out of these two, so that no id comes twice. Every save writes them: no index slows it.
    db.execute(
        "CREATE TABLE verb (id INTEGER PRIMARY KEY, name TEXT NOT NULL, done_at TEXT NOT NULL, "
        "actor TEXT NOT NULL, undoable INTEGER NOT NULL, undoes INTEGER REFERENCES verb (id)) STRICT"
    )
    db.execute(
        "CREATE TABLE trail (id INTEGER PRIMARY KEY, verb INTEGER NOT NULL REFERENCES verb (id), "
        'record TEXT NOT NULL, subject INTEGER NOT NULL, "before" TEXT NOT NULL, "after" TEXT NOT NULL) STRICT'
    )
    db.execute(
        "CREATE TABLE draft (place TEXT PRIMARY KEY, content TEXT NOT NULL, kept_at TEXT NOT NULL) STRICT"
    )
    db.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


@migrations()
def m0007_phone_of_a_member(db: Database) -> None:
    db.execute("ALTER TABLE member ADD COLUMN phone TEXT NOT NULL DEFAULT ''")


@migrations()
def m0008_loans_and_their_ledger(db: Database) -> None:
    db.execute("ALTER TABLE ward ADD COLUMN transaction_day INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE ward ADD COLUMN instalment_unit INTEGER NOT NULL DEFAULT 100000")
    _entity(
        db,
        "loan",
        _text("code", "fund_source", "beneficiary", "purpose", "approved_on")
        + "," + _count("amount", "term_months", "instalment_months")
        + "," + _reference("application", "application")
        + "," + _reference("member", "member")
        + "," + _reference("group", "group")
        + "," + _reference("programme", "programme"),
    )  # fmt: skip
    db.execute("CREATE UNIQUE INDEX loan_code ON loan (code) WHERE removed_on = ''")
    db.execute('CREATE INDEX loan_group ON loan ("group")')
    db.execute("CREATE INDEX loan_member ON loan (member)")
    db.execute("CREATE INDEX loan_application ON loan (application)")
    _entity(
        db,
        "loan_terms",
        _text("kind", "from_on", "number", "reason")
        + "," + _count("rate")
        + "," + _reference("loan", "loan")
        + "," + _reference("member", "member"),
    )  # fmt: skip
    db.execute("CREATE INDEX loan_terms_loan ON loan_terms (loan, from_on)")
    _lines(db, "instalment", "loan_terms", _text("due_on") + "," + _count("amount"))
    _entity(
        db,
        "collection",
        _text("month", "held_on", "state", "reopened_reason") + "," + _reference("group", "group"),
    )
    db.execute(
        "CREATE UNIQUE INDEX collection_month ON collection (\"group\", month) WHERE removed_on = ''"
    )
    _lines(db, "cash_line", "collection", _count("denomination", "count"))
    _entity(db, "closing", _text("month"))
    db.execute("CREATE UNIQUE INDEX closing_month ON closing (month) WHERE removed_on = ''")
    # An entry is never changed, so that it needs no version and is its own trail; the verb says who and when.
    db.execute(
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, verb INTEGER NOT NULL REFERENCES verb (id), "
        "loan INTEGER REFERENCES loan (id), member INTEGER NOT NULL REFERENCES member (id), "
        "entry_on TEXT NOT NULL, kind TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount <> 0), "
        "receipt TEXT NOT NULL, note TEXT NOT NULL, sheet INTEGER REFERENCES collection (id), "
        "reverses INTEGER REFERENCES entry (id)) STRICT"
    )
    db.execute("CREATE UNIQUE INDEX entry_reversed ON entry (reverses) WHERE reverses IS NOT NULL")
    # Each holds all that a sum needs, so that the position of all loans reads the index alone.
    db.execute(
        "CREATE INDEX entry_loan ON entry (loan, kind, entry_on, amount) WHERE loan IS NOT NULL"
    )
    db.execute(
        "CREATE INDEX entry_savings ON entry (member, kind, entry_on, amount) "
        "WHERE kind IN ('saved', 'withdrawn', 'saving_interest', 'repaid_from_savings')"
    )
    db.execute("CREATE INDEX entry_sheet ON entry (sheet) WHERE sheet IS NOT NULL")
    db.execute("CREATE INDEX entry_receipt ON entry (receipt) WHERE receipt <> ''")


@migrations()
def m0009_lists_at_the_ward_and_the_bank(db: Database) -> None:
    texts = {
        "proposal_list": (
            "sent_to_ward_on", "sent_to_ward_number", "confirmed_on", "confirmed_number", "sent_to_bank_on",
            "sent_to_bank_number", "notice_number",
        ),
        "proposal_line": ("ward_result", "ward_reason", "bank_result", "decided_on", "bank_reason"),
    }  # fmt: skip
    for table, names in texts.items():
        for name in names:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    for name in ("approved_amount", "approved_term_months", "approved_rate"):
        db.execute(f"ALTER TABLE proposal_line ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX proposal_line_application ON proposal_line (application)")


@migrations()
def m0010_checks(db: Database) -> None:
    _entity(
        db,
        "use_check",
        _text("checked_on", "place", "witness", "measures") + "," + _reference("group", "group"),
    )
    _lines(
        db,
        "use_check_line",
        "use_check",
        _text("used_for", "effect", "follow_up")
        + "," + _count("received", "outstanding", "right_amount", "wrong_amount", "interest_owed")
        + "," + _reference("loan", "loan"),
    )  # fmt: skip
    db.execute("CREATE INDEX use_check_line_loan ON use_check_line (loan)")
    _lines(db, "use_inspector", "use_check", _text("name", "office"))
    _entity(
        db,
        "group_check",
        _text("planned_on", "checked_on", "place", "management", "strengths", "faults", "attached")
        + "," + _reference("group", "group"),
    )  # fmt: skip
    _lines(db, "group_inspector", "group_check", _text("name", "office"))
    _lines(db, "duty_finding", "group_check", _text("duty", "done", "note"))
    _lines(db, "visited", "group_check", _text("finding") + "," + _reference("member", "member"))
    _lines(db, "recommendation", "group_check", _text("text", "due_on", "done_on"))
    _entity(
        db,
        "reconciliation",
        _text("as_of", "checked_on", "officer") + "," + _reference("group", "group"),
    )
    _lines(
        db,
        "reconciliation_line",
        "reconciliation",
        _text("answered", "cause")
        + "," + _count("bank_debt", "bank_interest", "bank_savings", "debt", "interest", "savings")
        + "," + _reference("member", "member")
        + "," + _reference("loan", "loan"),
    )  # fmt: skip
    _entity(
        db,
        "group_score",
        _text("month") + "," + _count("score") + "," + _reference("group", "group"),
    )
    db.execute(
        "CREATE UNIQUE INDEX group_score_month ON group_score (\"group\", month) WHERE removed_on = ''"
    )


@migrations()
def m0011_years_and_histories(db: Database) -> None:
    db.execute("ALTER TABLE loan ADD COLUMN jobs_created INTEGER NOT NULL DEFAULT 0")
    for name in ("dissolved_on", "dissolved_reason"):
        db.execute(f"ALTER TABLE \"group\" ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    _lines(
        db,
        "former_association",
        "group",
        _text("until_on", "reason") + "," + _reference("association", "association"),
    )
    db.execute("ALTER TABLE closing ADD COLUMN span TEXT NOT NULL DEFAULT 'month'")
    db.execute("ALTER TABLE closing ADD COLUMN checksum TEXT NOT NULL DEFAULT ''")
    db.execute("DROP INDEX closing_month")
    db.execute("CREATE UNIQUE INDEX closing_span ON closing (span, month) WHERE removed_on = ''")
    _entity(
        db,
        "former_year",
        _count(
            "year", "programmes", "groups", "members", "households", "loans", "paid_out", "repaid", "interest_paid",
            "outstanding", "overdue", "frozen", "interest_owed", "savings", "local_outstanding", "local_loans",
            "local_jobs",
        ),
    )  # fmt: skip
    db.execute("CREATE UNIQUE INDEX former_year_one ON former_year (year) WHERE removed_on = ''")
    _lines(
        db,
        "former_programme",
        "former_year",
        _count("households", "outstanding", "overdue") + "," + _reference("programme", "programme"),
    )


@migrations()
def m0012_lists_name_their_group(db: Database) -> None:
    db.execute(f"ALTER TABLE proposal_list ADD COLUMN {_reference('group', 'group')}")
    held = 'SELECT "group" FROM meeting WHERE meeting.id = proposal_list.meeting'
    db.execute(f'UPDATE proposal_list SET "group" = ({held})')


@migrations()
def m0013_receipts_in_any_writing(db: Database) -> None:
    db.execute("DROP INDEX entry_receipt")
    db.execute(
        "CREATE INDEX entry_receipt ON entry (upper(replace(receipt, ' ', ''))) WHERE receipt <> ''"
    )


@migrations()
def m0014_principal_apart(db: Database) -> None:
    # Few entries of a ledger move principal; what asks for these alone need not pass by all the interest.
    db.execute(
        "CREATE INDEX entry_principal ON entry (loan, kind, entry_on, amount) WHERE kind IN ('disbursed', 'repaid', "
        "'repaid_from_savings', 'moved_overdue', 'cleared_overdue', 'frozen', 'unfrozen')"
    )


@migrations()
def m0015_shapes_of_what_is_kept(db: Database) -> None:
    for table in ("frozen_paper", "printing"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN shape INTEGER NOT NULL DEFAULT 1")


@migrations()
def m0016_each_wording_once(db: Database) -> None:
    """Remove texts that now stand once for several papers, or nowhere, unless the ward has corrected them."""
    db.execute("DROP INDEX wording_place")
    db.execute(
        "CREATE UNIQUE INDEX wording_place ON wording (paper, \"key\") WHERE removed_on = ''"
    )
    remove = (
        "UPDATE wording SET removed_on = date('now'), removed_reason = 'no text of this paper any more', "
        "version = version + 1 WHERE removed_on = '' AND paper = ?"
    )
    text = (files("lcdesk.resources") / "wording_retired.json").read_text(encoding="utf-8")
    for row in json.loads(text):
        db.execute(f'{remove} AND "key" = ? AND text = ?', [row["paper"], row["key"], row["text"]])
    # What was corrected on both forms alike is corrected on the one that the other takes its texts from.
    db.execute(
        f"{remove} AND EXISTS (SELECT 1 FROM wording AS above WHERE above.removed_on = '' AND above.paper = ? "
        'AND above."key" = wording."key" AND above.text = wording.text)',
        ["01-gqvl", "01"],
    )


PASTS = ("ward", "association", "neighbourhood", "group", "household", "member", "loan")
"""The records beside which stands what they said before."""


@migrations()
def m0017_what_held_before(db: Database) -> None:
    for owner in PASTS:
        _lines(db, f"{owner}_past", owner, _text("what", "said", "until_on", "reason"))
        db.execute(f"CREATE INDEX {owner}_past_said ON {owner}_past (what, said)")
    db.execute(
        "INSERT INTO group_past (owner, position, what, said, until_on, reason) SELECT owner, "
        "position, 'association', CAST(association AS TEXT), until_on, reason FROM former_association"
    )
    db.execute("DROP TABLE former_association")
    db.execute("ALTER TABLE household_class ADD COLUMN source TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE printing ADD COLUMN content TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE \"group\" ADD COLUMN handed_to TEXT NOT NULL DEFAULT ''")


_RATES = {
    "programme_term": ("rate", "priority_rate"),
    "loan_terms": ("rate",),
    "proposal_line": ("approved_rate",),
}
"""The columns that hold a rate."""
_RATES_IN_TRAIL = {"programme": "terms", "loan_terms": "", "proposal_list": "lines"}
"""The records of the trail that tell a rate, and the field of the lines in which they do."""


@migrations()
def m0018_rates_in_thousandths(db: Database) -> None:
    """Rates were in hundredths of a per cent; the law has three decimals.

    Drafts hold text, and kept papers follow by their shape.
    """
    for table, names in _RATES.items():
        db.execute(f"UPDATE {table} SET " + ", ".join(f"{name} = {name} * 10" for name in names))
    marks = ", ".join("?" * len(_RATES_IN_TRAIL))
    sql = f'SELECT id, record, "before", "after" FROM trail WHERE record IN ({marks})'
    for id, record, *texts in db.execute(sql, list(_RATES_IN_TRAIL)).fetchall():
        told = [_in_thousandths(text, _RATES_IN_TRAIL[record]) for text in texts]
        db.execute('UPDATE trail SET "before" = ?, "after" = ? WHERE id = ?', [*told, id])


def _in_thousandths(text: str, lines: str) -> str:
    """A record as the trail tells it, with its rates ten times as many; "" stays."""
    if not text:
        return ""
    said = json.loads(text)
    for each in said[lines] if lines else [said]:
        each.update(
            {name: 10 * each[name] for names in _RATES.values() for name in names if name in each}
        )
    return json.dumps(said, ensure_ascii=False)


@migrations()
def m0019_rules_of_2026(db: Database) -> None:
    """What the rules of 2026 ask beside, and the shipped programmes as they hold then."""
    for name in ("business_cap", "security_above", "leaving_months", "youngest", "plus_tuition"):
        db.execute(f"ALTER TABLE programme_term ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
    for name in ("rate_source", "cap_source", "longest_source", "class_source"):
        db.execute(f"ALTER TABLE programme_term ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    for name in ("student", "school", "course_from", "course_until"):
        db.execute(f"ALTER TABLE application ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE application ADD COLUMN tuition INTEGER NOT NULL DEFAULT 0")
    _lines(db, "step_rule", "step", _text("rule", "source"))
    text = (files("lcdesk.resources") / "programmes_2026.json").read_text(encoding="utf-8")
    programmes_2026.bring(db, json.loads(text))


@migrations()
def m0020_what_was_before_the_program(db: Database) -> None:
    for table in ("ward", "loan"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN interest_day INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE loan ADD COLUMN former_paid_on TEXT NOT NULL DEFAULT ''")
    for name in ("former_paid_out", "former_extended"):
        db.execute(f"ALTER TABLE loan ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE entry ADD COLUMN transfer INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE entry ADD COLUMN value_on TEXT NOT NULL DEFAULT ''")
    db.execute(f"ALTER TABLE entry ADD COLUMN {_reference('terms', 'loan_terms')}")
    db.execute("DROP INDEX entry_principal")
    db.execute(
        "CREATE INDEX entry_principal ON entry (loan, kind, entry_on, amount) WHERE kind IN ('disbursed', "
        "'taken_over', 'repaid', 'repaid_from_savings', 'written_off', 'moved_overdue', 'cleared_overdue', 'frozen', "
        "'unfrozen')"
    )
    # Few entries have a day of value: asked for by itself, it leaves the index above as narrow as it was.
    db.execute("CREATE INDEX entry_value ON entry (value_on) WHERE value_on <> ''")
    db.execute("CREATE INDEX entry_terms ON entry (terms) WHERE terms IS NOT NULL")


@migrations()
def m0021_plans_of_years(db: Database) -> None:
    _entity(db, "year_plan", _count("year", "entrusted_capital"))
    db.execute("CREATE UNIQUE INDEX year_plan_one ON year_plan (year) WHERE removed_on = ''")
    _lines(
        db,
        "year_target",
        "year_plan",
        _count("outstanding")
        + "," + _reference("programme", "programme")
        + "," + _reference("neighbourhood", "neighbourhood"),
    )  # fmt: skip


def unknown(db: Database) -> list[str]:
    """The names of the steps of a file that this program does not know, in their order."""
    ours = names()
    return [each.name for each in migrations.applied(db) if each.name not in ours]


def names() -> list[str]:
    """The names of all steps of this program, in their order."""
    return [each.name for each in migrations.pending(Database(memory=True, execute_plugins=False))]
