"""Words that tell where items of running text begin and end. Lists of plain English, none of one document's own."""


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PREPOSITIONS = _set(
    "of in on at by for from to with via through between among amongst across against into onto within",
    "without under over per as about around towards toward during after before upon including like than",
    "regarding",
)
_DETERMINERS = _set(
    "a an the this that these those each every any all both no our their its his her my your some such",
    "which who whose what where",
)
_CONJUNCTIONS = _set(
    "and or nor but so if when while because whether either e.g i.e",
)
_AUXILIARIES = _set(
    "is are was were be been being has have had will would can could may might must shall should do does",
    "did not",
)
_WAIT_FOR_A_NOUN = _set(
    "current local national regional new existing joint relevant other wider more fewer statutory same",
    "own respective various several many few",
)
MIGHT_END = _set("all both each more some any many few several this that these those not own other others")
"""Words that mostly wait for a noun, and now and then stand at the end: `open to all`."""

CANNOT_END = (PREPOSITIONS | _DETERMINERS | _CONJUNCTIONS | _AUXILIARIES | _WAIT_FOR_A_NOUN) - MIGHT_END
"""Words behind which an item cannot be at its end, in lower case."""

LOOKS_BACK = frozenset(["this", "these", "it", "they", "those", "such", "he", "she", "here", "there"])
"""Words with which a sentence goes on with what the one before it said."""

_QUALITIES = _set(
    "better more fewer less greater stronger safer wider lower higher earlier faster quicker improved",
    "improving reduced reducing increased enhanced measured targeted sustained positive",
)
_OUTCOMES = _set("increase decrease rise fall drop growth use evidence reports feedback staff access")
_NOUNS_OF_DOING = ("tion", "sion", "ment", "ance", "ence")


def opens_outcome(word: str, after: str) -> bool:
    """Whether a statement of success can begin so: `Reduced fear`, `Evidence of`, `Exploration of`."""
    lower = word.casefold()
    if lower in _QUALITIES:
        return after[:1].islower()
    noun = lower in _OUTCOMES or (len(lower) > 6 and lower.endswith(_NOUNS_OF_DOING))
    return noun and after.casefold() in PREPOSITIONS


ACTION_VERBS = _set(
    "adopt agree align appoint arrange ask assess audit begin bring build carry check collect commission",
    "communicate complete conduct consider consult continue coordinate create define deliver deploy",
    "design deter develop draft draw educate embed employ enable encourage engage enhance ensure",
    "establish evaluate examine expand explore extend find foster gather give help hold identify",
    "implement improve increase inform introduce invest investigate involve keep launch lead learn",
    "maintain make map measure meet monitor name offer organise pilot plan prepare present prevent",
    "produce promote protect provide publish raise reach recruit reduce refer refresh report respond",
    "review revise run safeguard scope secure seek set share show signpost strengthen support tackle",
    "target teach tell test track train undertake update use widen work write",
)
"""Verbs with which a plan tells someone to do something, in the form that begins an action."""
