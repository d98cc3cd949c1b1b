"""The fifteen sections of a problem profile (National Intelligence Model), and what each is for."""

from dataclasses import dataclass
from enum import StrEnum


class SectionKey(StrEnum):
    """A section, in the order of the product."""

    TERMS = "terms-of-reference"
    FINDINGS = "key-findings"
    METHOD = "method"
    PICTURE = "what-when-where"
    VICTIMS = "victims"
    SUSPECTS = "suspects"
    GROUPS = "groups"
    DRIVERS = "drivers"
    HARM = "harm"
    RESPONSE = "response"
    OUTLOOK = "outlook"
    GAPS = "gaps"
    RECOMMENDATIONS = "recommendations"
    EQUALITY = "equality-and-privacy"
    HANDLING = "handling"


@dataclass(frozen=True, slots=True)
class Section:
    """`needed`: whether a profile goes to review only with words, or rows, in it."""

    key: SectionKey
    number: int
    title: str
    guidance: str
    needed: bool = True

    @property
    def heading(self) -> str:
        """With its number."""
        return f"{self.number}. {self.title}"


_WHAT = (
    (SectionKey.TERMS, "Terms of reference", "What was asked, why, and what is left out. Begin here.", True),
    (SectionKey.FINDINGS, "Key findings", "What a reader must know if they read nothing else. Write it last.", True),
    (SectionKey.METHOD, "Method, sources and confidence",
     "Where the data comes from, of which months, what is missing, how sure you are.", True),
    (SectionKey.PICTURE, "What, when and where",
     "Kinds of harm, the trend, hours and places. Say how well its map would have foretold later months.", True),
    (SectionKey.VICTIMS, "Victims and vulnerability",
     "Who is harmed. Nobody stands here as a suspect, and nobody is named.", True),
    (SectionKey.SUSPECTS, "Suspects and associates",
     "Who causes harm, apart from who is harmed. Nobody is named.", False),
    (SectionKey.GROUPS, "Groups and peer networks",
     "Groups on the register, and how dense and stable networks are. Friendship and family are no evidence.", False),
    (SectionKey.DRIVERS, "Drivers, protective factors and places",
     "What feeds the problem and what guards against it: schools, transport, cuckooed homes, parks.", True),
    (SectionKey.HARM, "Harm and priority", "What does most harm, weighed openly; not only what is most.", True),
    (SectionKey.RESPONSE, "Current response and services", "Who does what today, and what is known to work.", True),
    (SectionKey.OUTLOOK, "Outlook", "What to expect, in the words of the probability yardstick.", True),
    (SectionKey.GAPS, "Intelligence gaps", "What is not known, who finds out, and by when.", True),
    (SectionKey.RECOMMENDATIONS, "Recommendations", "By strand, each with an owner and a date.", True),
    (SectionKey.EQUALITY, "Equality and privacy",
     "Who might be treated unfairly by this, compared with whom, and what is done about it.", True),
    (SectionKey.HANDLING, "Handling, distribution and review",
     "Who may read it, how it is kept, when it ends.", True),
)  # fmt: skip
SECTIONS = tuple(
    Section(key, number, title, guidance, needed)
    for number, (key, title, guidance, needed) in enumerate(_WHAT, start=1)
)
BY_KEY = {one.key: one for one in SECTIONS}


class About(StrEnum):
    """Whom a figure tells of. Victims and suspects never stand together (Data Protection Act 2018 s38)."""

    PLACES = "places"
    VICTIMS = "victims"
    SUSPECTS = "suspects"
    GROUPS = "groups"
    SERVICES = "services"

    @property
    def label(self) -> str:
        """In words, for screens."""
        return {
            About.PLACES: "Places and times",
            About.VICTIMS: "People who were harmed",
            About.SUSPECTS: "People who are suspected, or were convicted",
            About.GROUPS: "Groups and networks",
            About.SERVICES: "Services and what is done",
        }[self]


FORBIDDEN = {SectionKey.VICTIMS: (About.SUSPECTS,), SectionKey.SUSPECTS: (About.VICTIMS,)}
"""Of whom no figure of a section may tell. The constraint `figure_apart` says the same."""
