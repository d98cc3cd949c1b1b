"""A problem profile for tests: Dan of Kent Police writes it with Dee, Sam reviews, Pat approves, Medway reads it."""

from datetime import timedelta
from uuid import UUID

from tests.due import appoint
from tests.people import Cast
from tests.records import agency

from fourfold.ground.kernel.clock import now, today
from fourfold.practice.profiles.domain.contents import FigureSaid, Terms
from fourfold.practice.profiles.domain.figures import Grid
from fourfold.practice.profiles.domain.paper import digest_of
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import SECTIONS, About, SectionKey
from fourfold.practice.profiles.domain.states import Marking, Part, Strand, Verdict
from fourfold.practice.profiles.operations import leading, reviewing, writing
from fourfold.practice.profiles.queries.contents import draft_of, section_of
from fourfold.practice.profiles.queries.visibility import profile_for_actor

POLICE, MEDWAY = "kent-police", "medway-council"
ROWS = {SectionKey.OUTLOOK, SectionKey.GAPS, SectionKey.RECOMMENDATIONS}


def terms(**changes: object) -> Terms:
    """Terms of reference that can stand."""
    said: dict[str, object] = {
        "title": "Violence in Thanet",
        "customer": "Community safety partnership",
        "purpose": "Where to place outreach this winter.",
        "area": "Thanet",
        "period_from": today() - timedelta(days=400),
        "period_until": today() - timedelta(days=35),
        "marking": Marking.OFFICIAL_SENSITIVE,
        "review_on": today() + timedelta(days=180),
    }
    return Terms(**(said | changes))  # type: ignore[arg-type]


def figure(about: About = About.PLACES) -> FigureSaid:
    """A figure with a number that is not shown."""
    grid = Grid(("Ward", "Offences"), (("Cliftonville", "120"), ("Westgate", "c")))
    return FigureSaid("Violence by ward, 2022", about, grid, "police.uk street crime, 2022, OGL v3.0", "", True)


def begun(people: Cast) -> UUID:
    """A profile with everybody's part, and nothing in it."""
    appoint(people.pat)
    with people.dan.acting() as dan:
        found = leading.begin_profile(actor=dan, now=now(), agency_id=agency(POLICE), terms=terms()).pk
        for who, part in (
            (people.dee, Part.CONTRIBUTOR),
            (people.sam, Part.REVIEWER),
            (people.pat, Part.APPROVER),
        ):
            leading.give_part(actor=dan, now=now(), profile_id=found, person_id=who.person_id, part=part)
        leading.set_recipients(actor=dan, now=now(), profile_id=found, agency_ids=[agency(MEDWAY)])
    return found


def filled(people: Cast) -> UUID:
    """A profile in which every section has what it needs."""
    found = begun(people)
    with people.dan.acting() as dan:
        for one in SECTIONS:
            if one.key not in ROWS:
                write(dan, found, one.key, f"What is known of {one.title.lower()}.\n- One thing.\n- Another.")
        later = today() + timedelta(days=60)
        writing.add_figure(actor=dan, now=now(), profile_id=found, key=SectionKey.PICTURE, figure=figure())
        writing.add_judgement(
            actor=dan,
            now=now(),
            profile_id=found,
            text="Robbery near the station rises in the winter.",
            because="It did in each of the last three.",
            likelihood=Likelihood.LIKELY,
            confidence=Confidence.MODERATE,
        )
        gap = writing.Todo("Who supplies the knives.", people.hal.person_id, later)
        writing.add_gap(actor=dan, now=now(), profile_id=found, gap=gap)
        todo = writing.Todo("Outreach near the station from 3pm.", agency(MEDWAY), later)
        writing.add_recommendation(actor=dan, now=now(), profile_id=found, strand=Strand.PREVENT, todo=todo)
    return found


def write(actor: object, profile_id: UUID, key: SectionKey, text: str, *, version: int | None = None) -> None:
    """Change a section, by default over its newest version."""
    profile = profile_for_actor(actor, profile_id)  # type: ignore[arg-type]
    newest = section_of(profile, key).version if version is None else version
    writing.write_section(
        actor=actor,  # type: ignore[arg-type]
        now=now(),
        profile_id=profile_id,
        key=key,
        text=text,
        version=newest,
    )


def sent(people: Cast) -> UUID:
    """A profile that waits for its reviewer."""
    found = filled(people)
    with people.dan.acting() as dan:
        leading.send_to_review(actor=dan, now=now(), profile_id=found)
    return found


def digest(actor: object, profile_id: UUID) -> str:
    """Of what it says now."""
    return digest_of(draft_of(profile_for_actor(actor, profile_id)).contents)  # type: ignore[arg-type]


def reviewed(people: Cast) -> UUID:
    """A profile that a peer has found sound."""
    found = sent(people)
    with people.sam.acting() as sam:
        said = digest(sam, found)
        reviewing.review(
            actor=sam, now=now(), profile_id=found, verdict=Verdict.READY, reason="Sources hold.", digest=said
        )
    return found


def approved(people: Cast) -> UUID:
    """A profile with its first edition."""
    found = reviewed(people)
    with people.pat.acting() as pat:
        said = digest(pat, found)
        reviewing.approve(
            actor=pat, now=now(), profile_id=found, verdict=Verdict.READY, reason="It is needed now.", digest=said
        )
    return found
