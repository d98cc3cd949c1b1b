"""Which pairs are worth comparing: those that share a key. A key is equality only, so it can be stored and looked up.

Blocks that are too large (a common name, a number that a system writes for everybody) are not multiplied out: each
record there meets its neighbours in the order of name and birth. So the work grows with the number of records, never
with its square.
"""

from dataclasses import dataclass

from fourfold.engines.linkage.backends import Backend

KEYS_VERSION = 3
"""Raised with the keys, and with what pairs are compared by: pairs that are kept are then compared anew."""
# A block of n records makes n(n-1)/2 pairs; above this size, NEIGHBOURS pairs a record.
LARGEST_BLOCK = 60
NEIGHBOURS = 8
# A name alone says something only where few bear it.
FEW_NAMESAKES = 20
NEIGHBOUR_ORDER = "surname_sound, first_sound, birth, postcode, record"

# Day and month in ascending order: a transposed date has the same.
BIRTH = "(year || least(month, day) || greatest(month, day))"
HOME = "(coalesce(house, '') || left(street, 12))"
INITIALS = "(least(initial, left(surname_last, 1)) || greatest(initial, left(surname_last, 1)))"


# Cheap to ask of the pairs of a wide key before all else is: two dates of birth with no part in common and neither
# initial nor sector the same are two persons'.
NO_DATES = "l.birth is null or r.birth is null"
ONE_PART = "l.year = r.year or l.month = r.month or l.day = r.day"
TURNED = "(l.year = r.year and l.month = r.day and l.day = r.month)"
TWO_PARTS = (
    "(l.year = r.year and (l.month = r.month or l.day = r.day)) or (l.month = r.month and l.day = r.day) or " + TURNED
)
PLAUSIBLE = f"{NO_DATES} or {ONE_PART} or (l.initial = r.initial and l.sector = r.sector)"


@dataclass(frozen=True, slots=True)
class Rule:
    """What two records must share: an expression over PREPARED columns, null where a part is missing.

    `also`: what must hold of the two, `l` and `r`, besides. Rules with it come last: a pair's first rule decides. It
    saves comparing pairs in bulk; where keys are stored, it need not be asked.
    """

    key: str
    expression: str
    largest: int = LARGEST_BLOCK
    neighbours: int = NEIGHBOURS
    also: str = ""


def _of(*parts: str) -> str:
    return " || '|' || ".join(parts)


RULES: tuple[Rule, ...] = (
    Rule("nhs_number", "nhs_number"),
    Rule("upn", "upn"),
    Rule("pnc_id", "pnc_id"),
    Rule("birth_surname", _of(BIRTH, "surname_sound")),
    Rule("birth_forename", _of(BIRTH, "first_sound")),
    Rule("names_year", _of("first_sound", "surname_sound", "year")),
    Rule("postcode_forename", _of("postcode", "first_sound")),
    Rule("home_forename", _of(HOME, "first_sound")),
    Rule("birth_initials", _of(BIRTH, INITIALS), also="coalesce(l.sex = r.sex, true)"),
    Rule("names_day", _of("initial", "surname_sound", "month", "day"), also="coalesce(l.sex = r.sex, true)"),
    Rule("postcode_surname", _of("postcode", "surname_sound"), also=PLAUSIBLE),
    Rule(
        "postcode_year",
        _of("postcode", "year"),
        also=f"{TWO_PARTS} or l.initial = r.initial or l.surname_sound = r.surname_sound",
    ),
    Rule("home_surname", _of(HOME, "surname_sound"), also=PLAUSIBLE),
    Rule(
        "names",
        _of("least(first_sound, surname_sound)", "greatest(first_sound, surname_sound)"),
        FEW_NAMESAKES,
        0,
        also=PLAUSIBLE,
    ),
)
CHECKED = tuple(number for number, rule in enumerate(RULES) if rule.also)
NO_NEIGHBOURS = ", ".join(str(number) for number, rule in enumerate(RULES) if not rule.neighbours)


def block(backend: Backend, prepared: str, pairs: str) -> None:
    """Make the table `pairs` (`join_key_l` < `join_key_r`, `match_key`: the first rule that found them)."""
    names = {"prepared": prepared, "keys": "linkage_keys", "blocks": "linkage_blocks"}
    selects = []
    for number, rule in enumerate(RULES):
        hashed = backend.hash_of(f"'{number}|' || {rule.expression}")
        selects.append(
            f"select {hashed} as key, record, cast({number} as tinyint) as rule from {prepared} "
            f"where ({rule.expression}) is not null"
        )
    limit = "case min(rule) " + " ".join(f"when {n} then {rule.largest}" for n, rule in enumerate(RULES)) + " end"
    backend.create(names["keys"], " union all ".join(selects))
    backend.create(
        names["blocks"],
        f"select key, count(*) <= {limit} as small from {names['keys']} group by key having count(*) > 1",
    )
    backend.create(pairs, _pairs_sql(names))
    backend.drop(names["keys"], names["blocks"])


def _pairs_sql(names: dict[str, str]) -> str:
    small = (
        "select l.record as join_key_l, r.record as join_key_r, l.rule as match_key "
        f"from {names['keys']} l join {names['blocks']} b on l.key = b.key and b.small "
        f"join {names['keys']} r on l.key = r.key and l.record < r.record"
    )
    wide = ", ".join(str(number) for number in CHECKED)
    besides = " ".join(f"when {number} then ({RULES[number].also})" for number in CHECKED)
    checked = (
        f"select pair.* from found pair join {names['prepared']} l on l.record = pair.join_key_l "
        f"join {names['prepared']} r on r.record = pair.join_key_r "
        f"where pair.match_key in ({wide}) and case pair.match_key {besides} end"
    )
    placed = (
        f"select k.key, k.rule, k.record, row_number() over (partition by k.key order by {NEIGHBOUR_ORDER}) as place "
        f"from {names['keys']} k join {names['blocks']} b on k.key = b.key and not b.small "
        f"and k.rule not in ({NO_NEIGHBOURS}) join {names['prepared']} p using (record)"
    )
    large = (
        "select least(l.record, r.record) as join_key_l, greatest(l.record, r.record) as join_key_r, "
        f"l.rule as match_key from placed l join placed r on l.key = r.key and r.place > l.place "
        f"and r.place <= l.place + {NEIGHBOURS}"
    )
    return (
        f"with placed as ({placed}), found as (select join_key_l, join_key_r, min(match_key) as match_key "
        f"from ({small} union all {large}) each group by join_key_l, join_key_r) "
        f"select * from found where match_key not in ({wide}) union all {checked}"
    )
