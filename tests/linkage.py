"""A few records for the tests of linkage: a boy in three forms, his twin, his father, and a stranger."""

import pyarrow as pa

HOME = "12 High Street, Chatham"
PEOPLE = (
    ("1", "Edward", "Okafor-Lane", "2009-02-01", HOME, "ME4 4AA"),
    ("2", "Ted", "Okafor", "2009-01-02", HOME, "ME44AA"),
    ("3", "Grace", "Okafor-Lane", "2009-02-01", HOME, "ME4 4AA"),
    ("4", "Edward", "Okafor-Lane", "1979-08-30", HOME, "ME4 4AA"),
    ("5", "Okafor-Lane", "Edward", "2009-02-01", None, "ME4 4AA"),
    ("6", "Nadia", "Petrov", "1990-07-08", "3 Mill Lane, Dover", "CT16 1AA"),
)
NAMES = ("record_id", "forename", "surname", "date_of_birth", "address", "postcode")


def table(rows: tuple[tuple[str | None, ...], ...] = PEOPLE) -> pa.Table:
    """Records as a source gives them; without `rows`, all of them."""
    return pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(NAMES)})
