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
NEIGHBOUR_ORDER = "surname_sound, first_sound, birth, postcode, k.record"

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
    """What two records must share: expressions over PREPARED columns, of which none may be missing.

    `also`: what must hold of the two, `l` and `r`, besides. Rules with it come last: a pair's first rule decides. It
    saves comparing pairs in bulk; where keys are stored, it need not be asked.
    """

    key: str
    shared: tuple[str, ...]
    largest: int = LARGEST_BLOCK
    neighbours: int = NEIGHBOURS
    also: str = ""

    @property
    def expression(self) -> str:
        """All that is shared in one text, to be stored and looked up; null where a part is missing."""
        return " || '|' || ".join(self.shared)


RULES: tuple[Rule, ...] = (
    Rule("nhs_number", ("nhs_number",)),
    Rule("upn", ("upn",)),
    Rule("pnc_id", ("pnc_id",)),
    Rule("birth_surname", (BIRTH, "surname_sound")),
    Rule("birth_forename", (BIRTH, "first_sound")),
    Rule("names_year", ("first_sound", "surname_sound", "year")),
    Rule("postcode_forename", ("postcode", "first_sound")),
    Rule("home_forename", (HOME, "first_sound")),
    Rule("birth_initials", (BIRTH, INITIALS), also="coalesce(l.sex = r.sex, true)"),
    Rule("names_day", ("initial", "surname_sound", "month", "day"), also="coalesce(l.sex = r.sex, true)"),
    Rule("postcode_surname", ("postcode", "surname_sound"), also=PLAUSIBLE),
    Rule(
        "postcode_year",
        ("postcode", "year"),
        also=f"{TWO_PARTS} or l.initial = r.initial or l.surname_sound = r.surname_sound",
    ),
    Rule("home_surname", (HOME, "surname_sound"), also=PLAUSIBLE),
    Rule(
        "names",
        ("least(first_sound, surname_sound)", "greatest(first_sound, surname_sound)"),
        FEW_NAMESAKES,
        0,
        also=PLAUSIBLE,
    ),
)
CHECKED = tuple(number for number, rule in enumerate(RULES) if rule.also)


def block(backend: Backend, prepared: str, pairs: str) -> None:
    """Make the table `pairs` (`join_key_l` < `join_key_r`, `match_key`: the first rule that found them)."""
    # By what is shared itself: a column for it in one table of all rules' would cost more than it is worth.
    backend.create(
        "linkage_blocks", " union all ".join(_blocks_sql(number, prepared) for number in range(len(RULES)))
    )
    backend.create(pairs, _pairs_sql(backend, prepared))
    backend.drop("linkage_blocks")


def _blocks_sql(number: int, prepared: str) -> str:
    """The blocks of one rule: `rule`, `block` (its smallest record), `small`, `records`."""
    rule = RULES[number]
    given = " and ".join(f"({part}) is not null" for part in rule.shared)
    largest = "" if rule.neighbours else f" and count(*) <= {rule.largest}"
    return (
        f"select cast({number} as tinyint) as rule, min(record) as block, count(*) <= {rule.largest} as small, "
        f"array_agg(record) as records from {prepared} where {given} "
        f"group by {', '.join(rule.shared)} having count(*) > 1{largest}"
    )


def _pairs_sql(backend: Backend, prepared: str) -> str:
    each = backend.each_of("records")
    small = (
        "select join_key_l, join_key_r, rule as match_key from "
        f"(select rule, join_key_l, {each} as join_key_r from "
        f"(select rule, records, {each} as join_key_l from linkage_blocks where small) lefts) both_sides "
        "where join_key_l < join_key_r"
    )
    placed = (
        "select k.rule, k.block, k.record, "
        f"row_number() over (partition by k.rule, k.block order by {NEIGHBOUR_ORDER}) as place "
        f"from (select rule, block, {each} as record from linkage_blocks where not small) k "
        f"join {prepared} p on p.record = k.record"
    )
    large = (
        "select least(l.record, r.record) as join_key_l, greatest(l.record, r.record) as join_key_r, "
        "l.rule as match_key from placed l join placed r on l.rule = r.rule and l.block = r.block "
        f"and r.place > l.place and r.place <= l.place + {NEIGHBOURS}"
    )
    wide = ", ".join(str(number) for number in CHECKED)
    besides = " ".join(f"when {number} then ({RULES[number].also})" for number in CHECKED)
    checked = (
        f"select pair.* from found pair join {prepared} l on l.record = pair.join_key_l "
        f"join {prepared} r on r.record = pair.join_key_r "
        f"where pair.match_key in ({wide}) and case pair.match_key {besides} end"
    )
    return (
        f"with placed as ({placed}), found as (select join_key_l, join_key_r, min(match_key) as match_key "
        f"from ({small} union all {large}) each_rule group by join_key_l, join_key_r) "
        f"select * from found where match_key not in ({wide}) union all {checked}"
    )
