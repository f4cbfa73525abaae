"""Which step of the tables came with which version of the program, known without loading the steps
themselves."""

from lcdesk.storage.connection import Connection

SET = "lcdesk"
NEWEST = {
    "0.1.0": "m0014_principal_apart",
    "0.2.0": "m0016_each_wording_once",
    "0.3.0": "m0021_plans_of_years",
}
"""The newest step of each version of the program: a further step is a further version."""


def is_current(db: Connection) -> bool:
    """Whether the tables of a file are just those of this program. Steps are numbered without a
    gap."""
    newest = list(NEWEST.values())[-1]
    sql = "SELECT count(*), max(name) FROM _sqlite_migrations WHERE migration_set = ?"
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    return bool(there) and db.execute(sql, [SET]).fetchone() == (int(newest[1:5]), newest)
