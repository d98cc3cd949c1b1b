"""Whether the guards against relatives have anything to guard against in these records.

Two records with one surname and home (or date of birth) and different forenames are brother and sister in one file,
and one person with a wrongly written name in another. Where there are several sources, they tell: one agency knows
both twins, but seldom writes one child down twice. So relatives are met within a source about as often as chance has
it, and one person's records as seldom as records that are surely one person's are.
"""

from collections import Counter

from fourfold.engines.linkage.backends import Backend
from fourfold.engines.linkage.beside import beside_sql
from fourfold.engines.linkage.comparisons import KIN

GUARDS = ("twins", "siblings", "generations", "like_named", "strangers")
PAIRS_TO_LOOK_AT = 200_000
# Fewer such pairs than this say nothing: the guards stand.
FEWEST = 30
# Below this share of relatives among them, the guards do more harm than good.
LEAST_SHARE = 0.6
SURE = "forename_l = forename_r and surname_l = surname_r and birth_l = birth_r"


def are_met(backend: Backend, prepared: str, pairs: str, sources: Counter[str]) -> bool:
    """Whether relatives are met among the candidate pairs. With one source, nobody can tell, and they are assumed."""
    total = sum(sources.values())
    by_chance = sum(count * count for count in sources.values()) / max(1, total * total)
    # In a table of their own: as a part of the query they are taken for as many as all pairs, and joined accordingly.
    backend.create("linkage_seen", _some_sql(pairs))
    row = backend.fetch(_counts_sql(prepared, "linkage_seen")).to_pylist()[0]
    backend.drop("linkage_seen")
    row = {name: int(count) for name, count in row.items()}
    if len(sources) < 2 or row["kin"] < FEWEST or not row["sure"]:
        return True
    surely = row["sure_within"] / row["sure"]
    if by_chance - surely < 0.05:
        return True
    return bool((row["kin_within"] / row["kin"] - surely) / (by_chance - surely) >= LEAST_SHARE)


def _some_sql(pairs: str) -> str:
    parts = f"greatest(1, cast((select count(*) from {pairs}) / {PAIRS_TO_LOOK_AT} as integer))"
    return f"select * from {pairs} where (join_key_l + join_key_r) % {parts} = 0"


def _counts_sql(prepared: str, pairs: str) -> str:
    kin = " or ".join(f"({KIN.level(key).condition})" for key in ("twins", "siblings"))
    counted = {
        "kin": f"({kin})",
        "kin_within": f"({kin}) and source_l = source_r",
        "sure": f"({SURE})",
        "sure_within": f"({SURE}) and source_l = source_r",
    }
    sums = ", ".join(
        f"coalesce(sum(case when {what} then 1 else 0 end), 0) as {name}" for name, what in counted.items()
    )
    return f"select {sums} from ({beside_sql(prepared, pairs, 'join_key_l', 'join_key_r', 'source')}) seen"
