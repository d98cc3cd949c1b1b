"""What people may ask about their own data, and where what they asked stands. Words and states; no Django."""

from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked. UK GDPR articles 15 to 18, 21; Data Protection Act 2018 ss45 to 48, 164A."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    REMOVAL = "removal"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    COMPLAINT = "complaint"

    @property
    def label(self) -> str:
        """The kind in words, for officers."""
        return _LABELS[self]

    @property
    def asks_holders(self) -> bool:
        """Whether each holder of records decides about its own."""
        return self not in (RequestKind.OBJECTION, RequestKind.COMPLAINT)


_LABELS = {
    RequestKind.ACCESS: "See the data",
    RequestKind.RECTIFICATION: "Put the data right",
    RequestKind.REMOVAL: "Remove the data",
    RequestKind.RESTRICTION: "Stop using the data for now",
    RequestKind.OBJECTION: "Object to how the data is used",
    RequestKind.COMPLAINT: "Complaint",
}


class Channel(StrEnum):
    """How a request came."""

    FORM = "form"
    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in-person"


class Behalf(StrEnum):
    """For whom somebody asks."""

    SELF = "self"
    CHILD = "child"
    OTHER = "other"


class Reach(StrEnum):
    """How somebody may be reached safely."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    LETTER = "letter"
    WORKER = "worker"


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    WORKING = "working"
    CLOSED = "closed"


class Identity(StrEnum):
    """Whether the person who asks is who they say."""

    UNDECIDED = ""
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not-confirmed"


class Standing(StrEnum):
    """In which right somebody asks. A child with enough understanding asks for themselves, whatever their age."""

    UNDECIDED = ""
    OWN = "own"
    CHILD_OWN = "child-own"
    PARENT = "parent"
    REPRESENTATIVE = "representative"
    NONE = "none"


class Outcome(StrEnum):
    """How a request ended."""

    OPEN = ""
    MET = "met"
    PARTLY = "partly"
    REFUSED = "refused"
    NOTHING = "nothing"
    WITHDRAWN = "withdrawn"
    NOT_KNOWN = "not-known"
    HANDED_ON = "handed-on"

    @property
    def label(self) -> str:
        """The outcome in words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.OPEN: "Open",
    Outcome.MET: "Done as asked",
    Outcome.PARTLY: "Done in part",
    Outcome.REFUSED: "Refused",
    Outcome.NOTHING: "Nothing that can be given or changed",
    Outcome.WITHDRAWN: "Withdrawn by the person",
    Outcome.NOT_KNOWN: "We could not be sure who asked",
    Outcome.HANDED_ON: "Handed on to another agency",
}

ANSWERS = tuple(one for one in Outcome if one not in (Outcome.OPEN, Outcome.HANDED_ON))
"""How an agency answers by itself."""


class PartAnswer(StrEnum):
    """What a holder answers. Whoever asks learns of an answer alone that has something to tell."""

    WAITING = ""
    SOMETHING = "something"
    NOTHING = "nothing"


class Act(StrEnum):
    """What a holder decides about one of its records."""

    GIVE = "give"
    PART = "part"
    WITHHOLD = "withhold"
    CORRECT = "correct"
    DISPUTE = "dispute"
    REMOVE = "remove"
    RESTRICT = "restrict"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """The decision in words."""
        return _ACTS[self]

    @property
    def tells(self) -> bool:
        """Whether whoever asks may hear of it."""
        return self not in (Act.WITHHOLD,)


_ACTS = {
    Act.GIVE: "Give all of it",
    Act.PART: "Give it without some of its fields",
    Act.WITHHOLD: "Leave it out",
    Act.CORRECT: "Correct it",
    Act.DISPUTE: "Keep it, and mark that the person disputes it",
    Act.REMOVE: "Remove it",
    Act.RESTRICT: "Stop using it for now",
    Act.KEEP: "Keep it as it is",
}

ACTS: dict[RequestKind, tuple[Act, ...]] = {
    RequestKind.ACCESS: (Act.GIVE, Act.PART, Act.WITHHOLD),
    RequestKind.RECTIFICATION: (Act.CORRECT, Act.DISPUTE, Act.WITHHOLD),
    RequestKind.REMOVAL: (Act.REMOVE, Act.KEEP, Act.WITHHOLD),
    RequestKind.RESTRICTION: (Act.RESTRICT, Act.KEEP, Act.WITHHOLD),
    RequestKind.OBJECTION: (),
    RequestKind.COMPLAINT: (),
}
"""What may be decided about a record, by what was asked. Left out: nobody is told that there is such a record."""


class Ground(StrEnum):
    """Why something is left out or refused. Data Protection Act 2018 Schedules 2 to 4, s45(4)."""

    NONE = ""
    CRIME = "crime"
    SERIOUS_HARM = "serious-harm"
    THIRD_PARTY = "third-party"
    LEGAL = "legal"
    TASK = "task"

    @property
    def label(self) -> str:
        """The ground in words."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.NONE: "No ground",
    Ground.CRIME: "Crime: giving it would hinder preventing or solving crime (Sch 2 para 2; s45(4))",
    Ground.SERIOUS_HARM: "Serious harm to the person or somebody else (Sch 3)",
    Ground.THIRD_PARTY: "It is also about somebody else who has not agreed (Sch 2 para 16)",
    Ground.LEGAL: "A court or a law forbids it, or it is for a legal claim (Art 17(3); Sch 2 paras 5, 19)",
    Ground.TASK: "It is needed for a task that the law gives us (Art 17(3)(b), 21(1))",
}


class MarkKind(StrEnum):
    """What a record carries since a decision."""

    CORRECTED = "corrected"
    DISPUTED = "disputed"
    RESTRICTED = "restricted"


class NoticeKind(StrEnum):
    """What other agencies that read a record are told."""

    CORRECTED = "corrected"
    DISPUTED = "disputed"
    RESTRICTED = "restricted"
    REMOVED = "removed"
    UNRESTRICTED = "unrestricted"

    @property
    def label(self) -> str:
        """In words, for the agency that read it."""
        return _NOTICES[self]


_NOTICES = {
    NoticeKind.CORRECTED: "Corrected",
    NoticeKind.DISPUTED: "Disputed by the person",
    NoticeKind.RESTRICTED: "Not to be used for now",
    NoticeKind.REMOVED: "Removed",
    NoticeKind.UNRESTRICTED: "May be used again",
}


class EntryKind(StrEnum):
    """What a line of a request's history tells of."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    IDENTITY_ASKED = "identity-asked"
    IDENTITY = "identity"
    STANDING = "standing"
    CONTACT = "contact"
    ABOUT = "about"
    ASKED = "asked"
    DECIDED = "decided"
    PART = "part"
    DRAFTED = "drafted"
    RELEASED = "released"
    FETCHED = "fetched"
    EXTENDED = "extended"
    NOTE = "note"
    HANDED_ON = "handed-on"
    CAME = "came"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The line in words."""
        return _ENTRIES[self]


_ENTRIES = {
    EntryKind.RECEIVED: "Request received",
    EntryKind.ACKNOWLEDGED: "Acknowledged",
    EntryKind.IDENTITY_ASKED: "Proof of identity asked for",
    EntryKind.IDENTITY: "Identity decided",
    EntryKind.STANDING: "Right to ask decided",
    EntryKind.CONTACT: "Safe contact decided",
    EntryKind.ABOUT: "Person named",
    EntryKind.ASKED: "Holders asked",
    EntryKind.DECIDED: "Decided about a record",
    EntryKind.PART: "A holder answered",
    EntryKind.DRAFTED: "Pack drafted",
    EntryKind.RELEASED: "Pack released",
    EntryKind.FETCHED: "Pack downloaded",
    EntryKind.EXTENDED: "Time extended",
    EntryKind.NOTE: "Note",
    EntryKind.HANDED_ON: "Handed on",
    EntryKind.CAME: "Came from another agency",
    EntryKind.CLOSED: "Answered and closed",
}
