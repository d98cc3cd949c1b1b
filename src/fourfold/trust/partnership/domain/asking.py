"""What somebody asks the directory: the words of a question, and the roles that words mean.

`words` cuts as `partnership_words_of` does in the database (a test holds the two to each other).
"""

import re
import unicodedata
from dataclasses import dataclass

from fourfold.trust.partnership.domain.roles import RoleKind

MOST_WORDS = 8
SHORTEST_BEGINNING = 3
"""A shorter word is looked for whole: two letters begin half the directory."""
_APOSTROPHES = re.compile("['’\u0300-\u036f]")
_NO_WORD = re.compile(r"[\W_]+")
_SMALL_WORDS = """a an and are at away be by cover covering covers do does for from has have i in is it me my of on or
our the their there they to us we what when where which while who whom whose with"""
_SAYS_NOTHING = frozenset(_SMALL_WORDS.split())
_MEAN = {
    RoleKind.CHAMPION: "gangs gang champion champions spoc single point contact specialist",
    RoleKind.ACCOUNTABLE_OFFICER: "accountable officer officers",
    RoleKind.DEPUTY: "deputy deputies accountable officer officers",
    RoleKind.LEAD_RESPONSIBLE_OFFICER: "lro lead local responsible officer officers owner",
    RoleKind.PLAN_COORDINATOR: "plan coordinator coordinators",
    RoleKind.ADMINISTRATOR: "administrator administrators admin",
    RoleKind.AGENCY_ADMINISTRATOR: "agency administrator administrators admin",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question. `kinds` are the roles that it may mean, besides a name."""

    word: str
    kinds: tuple[RoleKind, ...]

    @property
    def is_beginning(self) -> bool:
        """Whether names that only begin with it count."""
        return len(self.word) >= SHORTEST_BEGINNING


def words(text: str) -> list[str]:
    """The words of a text in small letters, without accents and apostrophes, each once and in order."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFD", text.lower()))
    return list(dict.fromkeys(word[:80] for word in _NO_WORD.split(plain) if word))


def question(text: str) -> list[Asked]:
    """The words of a question that say something, at most eight: `who is the champion for Thanet` has two."""
    saying = [word for word in words(text[:300]) if word not in _SAYS_NOTHING]
    return [Asked(word, _kinds(word)) for word in saying[:MOST_WORDS]]


def _kinds(word: str) -> tuple[RoleKind, ...]:
    def is_meant(means: str) -> bool:
        return any(one == word or (len(word) > SHORTEST_BEGINNING and one.startswith(word)) for one in means.split())

    return tuple(kind for kind, means in _MEAN.items() if is_meant(means))
