"""What is compared and how alike two values may be: features, each with its levels from alike to different.

A level is a condition in SQL that DuckDB and Spark both read, over columns of `normalising.PREPARED` with `_l` and
`_r`. The first one that holds is the pair's. Weights do not stand here: they are the model's (`models/*.json`).
"""

from dataclasses import dataclass
from functools import cache

MISSING = "missing"
MOST_CROWDED = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness. `words` complete the sentence "The two records have …". `rare` names the column whose
    rarer values weigh more (term frequency)."""

    key: str
    condition: str
    words: str
    rare: str | None = None

    @property
    def missing(self) -> bool:
        """Whether nothing can be said, so that the pair's weight stays as it is."""
        return self.key == MISSING


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is compared."""

    key: str
    title: str
    levels: tuple[Level, ...]

    def level(self, key: str) -> Level:
        """The level of that key; KeyError if there is none."""
        return {level.key: level for level in self.levels}[key]


def missing(*columns: str) -> Level:
    """Either side lacks all of a feature's values."""
    sides = [" and ".join(f"{column}_{side} is null" for column in columns) for side in "lr"]
    return Level(MISSING, f"({sides[0]}) or ({sides[1]})", "nothing to compare here")


def otherwise(words: str) -> Level:
    """Nothing above holds."""
    return Level("different", "ELSE", words)


SWAPPED = (
    "((forename_l = surname_r or first_l = surname_r) and jaro_winkler_similarity(surname_l, forename_r) >= 0.9) "
    "or ((surname_l = forename_r or surname_l = first_r) and jaro_winkler_similarity(forename_l, surname_r) >= 0.9)"
)
# Several words in one text, with a gap before and after each: cheaper to carry beside a million pairs than a list.
ALIKE = "contains(alikes_l, ' ' || first_r || ' ') or contains(alikes_r, ' ' || first_l || ' ')"
INITIAL = "initial_l = initial_r and (length(first_l) = 1 or length(first_r) = 1)"
PART = "(contains(surname_parts_l, ' ' || surname_r || ' ') or contains(surname_parts_r, ' ' || surname_l || ' '))"
SAME_HOUSE = "house_l = house_r and jaro_winkler_similarity(street_l, street_r) >= 0.88"
# Two times 1 January is no day and month in common: it stands for days that nobody knew.
TWO_PARTS = (
    "(year_l = year_r and month_l = month_r) or (year_l = year_r and day_l = day_r) "
    "or (month_l = month_r and day_l = day_r and not weak_birth_l)"
)
# One sign stands in one of three parts, so the two others are the same: the costly comparison is for those alone.
ONE_SIGN_OF_BIRTH = f"({TWO_PARTS}) and damerau_levenshtein(birth_l, birth_r) <= 1"
# One sign, or two beside each other, leave the beginning or the end of five signs or more as it was.
ONE_SIGN_OF_POSTCODE = (
    "(left(postcode_l, 2) = left(postcode_r, 2) or right(postcode_l, 2) = right(postcode_r, 2) "
    "or least(length(postcode_l), length(postcode_r)) < 5) and damerau_levenshtein(postcode_l, postcode_r) <= 1"
)

FORENAME = Feature(
    "forename",
    "Forename",
    (
        missing("forename"),
        Level("same", "forename_l = forename_r", "the same forename", rare="forename"),
        Level("first_same", "first_l = first_r and length(first_l) > 1", "the same first forename", rare="forename"),
        Level("swapped", SWAPPED, "forename and surname the other way round"),
        Level("alike", ALIKE, "forenames that one person may go by"),
        Level("one_slip", "jaro_winkler_similarity(first_l, first_r) >= 0.92", "forenames a letter or so apart"),
        Level("initial", INITIAL, "the same initial, where one record has no more"),
        Level(
            "similar",
            "first_sound_l = first_sound_r or jaro_winkler_similarity(forename_l, forename_r) >= 0.85",
            "forenames that sound or look alike",
        ),
        otherwise("different forenames"),
    ),
)
SURNAME = Feature(
    "surname",
    "Surname",
    (
        missing("surname"),
        Level("same", "surname_l = surname_r", "the same surname", rare="surname"),
        Level("swapped", SWAPPED, "forename and surname the other way round"),
        Level("part", PART, "a surname that is part of the other's double one"),
        Level("one_slip", "jaro_winkler_similarity(surname_l, surname_r) >= 0.93", "surnames a letter or so apart"),
        Level(
            "similar",
            "surname_sound_l = surname_sound_r or jaro_winkler_similarity(surname_l, surname_r) >= 0.86",
            "surnames that sound or look alike",
        ),
        otherwise("different surnames"),
    ),
)
BIRTH = Feature(
    "birth",
    "Date of birth",
    (
        missing("birth"),
        Level("same", "birth_l = birth_r and not weak_birth_l", "the same date of birth"),
        Level(
            "same_weak",
            "birth_l = birth_r",
            "the same year of birth, both on 1 January, as systems write who know no day",
        ),
        Level(
            "year_weak",
            "year_l = year_r and (weak_birth_l or weak_birth_r)",
            "the same year of birth; one has 1 January",
        ),
        Level(
            "swapped",
            "year_l = year_r and month_l = day_r and day_l = month_r",
            "day and month of birth the other way round",
        ),
        Level("one_slip", ONE_SIGN_OF_BIRTH, "dates of birth one digit apart"),
        Level("two_parts", TWO_PARTS, "two of day, month and year of birth the same"),
        Level("near", "abs(year_l - year_r) <= 1", "births at most a year or two apart"),
        otherwise("different dates of birth"),
    ),
)
SEX = Feature(
    "sex", "Sex", (missing("sex"), Level("same", "sex_l = sex_r", "the same sex"), otherwise("different sexes"))
)
PLACE = Feature(
    "place",
    "Address and postcode",
    (
        missing("postcode", "street"),
        Level("same_home", f"postcode_l = postcode_r and {SAME_HOUSE}", "the same address"),
        Level("same_house", SAME_HOUSE, "the same house and street, another postcode"),
        Level("same_postcode", "postcode_l = postcode_r", "the same postcode"),
        Level("one_slip", ONE_SIGN_OF_POSTCODE, "postcodes one sign apart"),
        Level("same_street", "jaro_winkler_similarity(street_l, street_r) >= 0.94", "the same street"),
        Level("same_sector", "sector_l = sector_r", "the same postcode sector"),
        Level("same_district", "district_l = district_r", "the same postcode district"),
        otherwise("different addresses"),
    ),
)


def identifier(key: str, title: str) -> Feature:
    """A number that one person has and nobody else: the same, or another one."""
    same = Level("same", f"{key}_l = {key}_r", f"the same {title}")
    return Feature(key, title, (missing(key), same, otherwise(f"different {title}s, both with a right check digit")))


UNLIKE_FORENAMES = (
    f"not ({ALIKE}) and not ({INITIAL}) and not ({SWAPPED}) and not (first_l = surname_r or first_r = surname_l) "
    "and first_sound_l <> first_sound_r and jaro_winkler_similarity(first_l, first_r) < 0.85"
)
# One family's name, slips allowed for.
ONE_SURNAME = (
    f"(surname_l = surname_r or surname_sound_l = surname_sound_r or {PART} "
    "or jaro_winkler_similarity(surname_l, surname_r) >= 0.9)"
)
SAME_PLACE = f"(postcode_l = postcode_r or ({SAME_HOUSE}))"
# Not a slip of the pen: no digit, no two parts in common, and no 1 January that stands for a day nobody knew.
TWIN_BIRTHS = (
    "((birth_l = birth_r and not weak_birth_l) or (year_l = year_r and month_l = day_r and day_l = month_r))"
)
NEAR_BIRTHS = f"(year_l = year_r and month_l = day_r and day_l = month_r) or {TWO_PARTS}"
FAR_BIRTHS = f"not ({NEAR_BIRTHS}) and not (weak_birth_l or weak_birth_r)"
# Who writes 1 January may guess the year, too; but hardly so far wrong where two of the home's generations are met.
A_GENERATION = (
    f"abs(year_l - year_r) >= 12 and not ({NEAR_BIRTHS}) and (not (weak_birth_l or weak_birth_r) "
    f"or coalesce(postcode_l = postcode_r and {SAME_HOUSE}, false))"
)
NOTHING_BUT_BIRTH = (
    "coalesce(sector_l <> sector_r, true) and coalesce(nhs_number_l <> nhs_number_r, true) "
    "and coalesce(upn_l <> upn_r, true) and coalesce(pnc_id_l <> pnc_id_r, true)"
)
NAME_ALONE = f"not coalesce(not (weak_birth_l and weak_birth_r) and ({NEAR_BIRTHS}), false) and {NOTHING_BUT_BIRTH}"
# A slip makes two births of one, and so do namesakes: nearly the same says little where many bear the name, and two
# parts in common say little of anybody.
BIRTH_UNSURE = (
    "((crowd_l > 0 and crowd_r > 0) or damerau_levenshtein(birth_l, birth_r) > 1) "
    f"and coalesce(birth_l <> birth_r, true) and {NOTHING_BUT_BIRTH}"
)
KIN = Feature(
    "kin",
    "Relatives",
    (
        missing("forename", "surname"),
        Level(
            "one_person",
            "first_l = first_r and birth_l = birth_r and not weak_birth_l",
            "nothing that points to relatives",
        ),
        Level(
            "twins",
            f"{TWIN_BIRTHS} and {ONE_SURNAME} and {UNLIKE_FORENAMES}",
            "one surname and date of birth, as twins have, and different forenames",
        ),
        Level(
            "siblings",
            f"{ONE_SURNAME} and {SAME_PLACE} and {UNLIKE_FORENAMES}",
            "one surname and home, as brothers and sisters have, and different forenames",
        ),
        Level(
            "generations",
            f"({ONE_SURNAME} or {SAME_PLACE}) and {A_GENERATION}",
            "one surname or home, as parents and children may have, and births twelve years apart or more",
        ),
        Level(
            "like_named",
            f"first_l <> first_r and {ONE_SURNAME} and {SAME_PLACE} and {FAR_BIRTHS}",
            "one surname and home, like forenames, and different dates of birth",
        ),
        Level(
            "strangers",
            f"not {ONE_SURNAME} and {UNLIKE_FORENAMES} and not ({SWAPPED})",
            "neither a forename nor a surname in common",
        ),
        Level(
            "name_against",
            f"{NAME_ALONE} and (sector_l <> sector_r or birth_l <> birth_r)",
            "a name in common, which others of one community may share, and another home or date of birth",
        ),
        Level("name_alone", NAME_ALONE, "little more than a name in common, which others of one community may share"),
        Level("birth_unsure", BIRTH_UNSURE, "a name in common, births that nearly agree, and nothing else"),
        Level("different", "ELSE", "no sign of relatives who share a name or a home"),
    ),
)
LIKE_NAMES = f"{ONE_SURNAME} and not ({UNLIKE_FORENAMES})"


def _crowded(power: int, condition: str) -> Level:
    words = f"a name that some {2**power} times as many people bear as its parts foretell"
    return Level(f"crowd_{power}", condition, words)


# See crowding.py: `crowd` is a power of two, null where a name is no more common than its parts foretell.
NAMESAKES = Feature(
    "namesakes",
    "Namesakes",
    (
        Level(MISSING, f"crowd_l is null or crowd_r is null or not ({LIKE_NAMES})", "nothing to compare here"),
        *(_crowded(power, f"least(crowd_l, crowd_r) >= {power}") for power in range(MOST_CROWDED, 1, -1)),
        _crowded(1, "ELSE"),
    ),
)
FEATURES: tuple[Feature, ...] = (
    FORENAME,
    SURNAME,
    BIRTH,
    SEX,
    PLACE,
    identifier("nhs_number", "NHS number"),
    identifier("upn", "UPN"),
    identifier("pnc_id", "PNC identifier"),
    KIN,
    NAMESAKES,
)


@cache
def features() -> dict[str, Feature]:
    """FEATURES by key."""
    return {feature.key: feature for feature in FEATURES}
