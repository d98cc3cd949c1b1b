"""Names that more people bear than their parts foretell.

That two people share a name by chance is usually reckoned from how common its parts are, as if forename and surname
were drawn apart. Within a community they are not: few surnames go with few forenames, and two strangers bear both.
The records show, by dates of birth, how many people bear a name; where these are more than its parts foretell, the
name weighs less by that. Nothing but names and dates of birth is asked, and of everybody alike.
"""

import pyarrow as pa

from fourfold.engines.linkage.backends import Backend
from fourfold.engines.linkage.comparisons import MOST_CROWDED
from fourfold.engines.linkage.normalising import CROWD

NEEDED = ("record", "first_sound", "surname_sound", "birth", "year", "month", "day", "weak_birth")
# So many of the records of a name may make a person more by a slip in the date.
SLIPS = 0.2


def crowds_sql(table: str) -> str:
    """Crowded names of a prepared table: `first_sound`, `surname_sound`, `crowd` (1 to MOST_CROWDED, a power of two).

    People are counted by years or by days of birth, whichever are fewer, since a slip changes one of the two; less
    SLIPS, and less one, who is the person in question.
    """
    years = "count(distinct case when not weak_birth then year end)"
    days = "count(distinct case when not weak_birth then month || day end)"
    return (
        "with borne as (select first_sound, surname_sound, count(distinct birth) as births, "
        f"least({years}, {days}) - 1 - {SLIPS} * count(birth) as others from {table} "
        "where first_sound is not null and surname_sound is not null group by first_sound, surname_sound), "
        "firsts as (select first_sound, cast(sum(births) as double) as births from borne group by first_sound), "
        "lasts as (select surname_sound, cast(sum(births) as double) as births from borne group by surname_sound), "
        "everybody as (select cast(sum(births) as double) as births from borne), "
        "crowded as (select first_sound, surname_sound, "
        "others * everybody.births / (firsts.births * lasts.births) as times from borne "
        "join firsts using (first_sound) join lasts using (surname_sound) cross join everybody where others > 0) "
        f"select first_sound, surname_sound, cast(least({MOST_CROWDED}, ceil(log2(times))) as smallint) as {CROWD} "
        "from crowded where times > 1"
    )


def filled(backend: Backend, prepared: pa.Table) -> pa.Table:
    """The prepared records, in the order of their numbers, with CROWD filled in."""
    backend.register("linkage_names", prepared.select(NEEDED))
    try:
        found = backend.fetch(
            f"select record, {CROWD} from linkage_names left join ({crowds_sql('linkage_names')}) crowds "
            "using (first_sound, surname_sound) order by record"
        )
    finally:
        backend.drop("linkage_names")
    return prepared.set_column(prepared.schema.get_field_index(CROWD), CROWD, found[CROWD])
