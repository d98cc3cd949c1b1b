"""Who reads and writes a problem profile: policy, query and row-level security say the same, and each holds alone."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from tests import profiles as made
from tests.pages import bytes_of
from tests.people import WHO, Cast, ClientOf
from tests.records import agency

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.practice.profiles.domain.sections import About, SectionKey
from fourfold.practice.profiles.domain.states import Part, ProfileState, Verdict
from fourfold.practice.profiles.models import (
    Check,
    Edition,
    Figure,
    Gap,
    Judgement,
    Participant,
    Profile,
    Recipient,
    Recommendation,
    SectionText,
)
from fourfold.practice.profiles.operations import leading, reviewing, writing
from fourfold.practice.profiles.queries.visibility import draft_for_actor, part_in, visible_profiles

HAS_A_PART = {"dan", "dee", "sam", "pat"}
RECEIVES = {"mia"}
CONTENTS = (SectionText, Figure, Judgement, Recommendation)


@pytest.mark.parametrize("who", sorted(WHO))
def test_policy_query_and_wall_agree_on_a_draft(who: str, people: Cast) -> None:
    profile_id = made.filled(people)
    with getattr(people, who).acting() as actor:
        has_part = who in HAS_A_PART
        assert (part_in(actor, profile_id) is not None) is has_part
        assert visible_profiles(actor).filter(pk=profile_id).exists() is has_part
        # The second wall alone: no query of ours stands between.
        assert Profile.objects.filter(pk=profile_id).exists() is has_part
        for model in (*CONTENTS, Participant, Recipient):
            assert model.objects.filter(profile_id=profile_id).exists() is has_part, model
        assert Gap.objects.filter(profile_id=profile_id).exists() is (has_part or who == "hal")
        writes = who in {"dan", "dee"}
        for model in CONTENTS:
            assert bool(model.objects.filter(profile_id=profile_id).update(profile_id=profile_id)) is writes, model
        assert Participant.objects.filter(profile_id=profile_id).update(part=Part.CONTRIBUTOR) == 4 * (who == "dan")


@pytest.mark.parametrize("who", sorted(WHO))
def test_an_edition_is_read_by_those_who_have_a_part_or_receive_it(
    who: str, people: Cast, client_of: ClientOf
) -> None:
    profile_id = made.approved(people)
    reads = who in HAS_A_PART | RECEIVES
    with getattr(people, who).acting() as actor:
        assert visible_profiles(actor).filter(pk=profile_id).exists() is reads
        assert Edition.objects.filter(profile_id=profile_id).exists() is reads
        for model in (*CONTENTS, Check, Participant):
            assert model.objects.filter(profile_id=profile_id).exists() is (who in HAS_A_PART), model
    client = client_of(getattr(people, who))
    hidden = 302 if who == "leo" else 404  # a leaver is signed out
    assert client.get(f"/profiles/{profile_id}/read/").status_code == (200 if reads else hidden)
    assert client.get(f"/profiles/{profile_id}/").status_code == (200 if who in HAS_A_PART else hidden)


def test_to_a_stranger_a_hidden_profile_is_like_an_absent_one(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.approved(people)
    client = client_of(people.vic)
    for path in ("", "read/", "draft/", "read/1/pdf/", "sections/outlook/", "review/", "approve/", "terms/"):
        hidden = bytes_of(client.get(f"/profiles/{profile_id}/{path}"))
        absent = bytes_of(client.get(f"/profiles/{uuid4()}/{path}"))
        assert hidden == absent, path


def test_each_act_is_its_persons_alone(people: Cast) -> None:
    profile_id = made.sent(people)
    for who in ("dan", "dee", "pat"):
        with getattr(people, who).acting() as actor:
            said = made.digest(actor, profile_id)
            with pytest.raises(NotAllowed):
                reviewing.review(
                    actor=actor, now=now(), profile_id=profile_id, verdict=Verdict.READY, reason="x", digest=said
                )
    for who in ("dan", "dee", "sam"):
        with getattr(people, who).acting() as actor:
            said = made.digest(actor, profile_id)
            with pytest.raises(NotAllowed):
                reviewing.approve(
                    actor=actor, now=now(), profile_id=profile_id, verdict=Verdict.READY, reason="x", digest=said
                )
    for who in ("dee", "sam", "pat"):
        with getattr(people, who).acting() as actor, pytest.raises(NotAllowed):
            leading.withdraw(actor=actor, now=now(), profile_id=profile_id, because="x")
    with people.dan.acting() as dan, pytest.raises(NotAllowed, match="does not change"):
        made.write(dan, profile_id, SectionKey.FINDINGS, "After all.")
    with people.mia.acting() as mia, pytest.raises(NotFound):
        draft_for_actor(mia, profile_id)


def test_the_database_alone_keeps_what_is_reviewed_from_changing(people: Cast) -> None:
    profile_id = made.sent(people)
    with people.dan.acting():
        for model in CONTENTS:
            assert model.objects.filter(profile_id=profile_id).update(profile_id=profile_id) == 0, model
    made_up = SectionText(profile_id=profile_id, key="drivers", text="x")
    refused(people, "dan", lambda: SectionText.objects.bulk_create([made_up]), "row-level security|while it is being")
    refused(
        people, "dan", lambda: Profile.objects.filter(pk=profile_id).update(title="Else"), "while it is being written"
    )


def test_the_database_alone_wants_a_peers_word_on_the_very_text(people: Cast) -> None:
    profile_id = made.sent(people)

    def edition(digest: str) -> Edition:
        return Edition(
            profile_id=profile_id,
            number=1,
            content={},
            digest=digest,
            approved_by_id=people.pat.person_id,
            approved_at=now(),
        )

    refused(people, "pat", lambda: Edition.objects.bulk_create([edition("0" * 64)]), "has not found this text sound")
    refused(people, "dan", lambda: Edition.objects.bulk_create([edition("0" * 64)]), "row-level security|sound")
    refused(
        people,
        "pat",
        lambda: Profile.objects.filter(pk=profile_id).update(state=ProfileState.APPROVED),
        "Only an edition approves",
    )
    check = Check(
        profile_id=profile_id,
        part=Part.REVIEWER,
        person_id=people.pat.person_id,
        verdict=Verdict.READY,
        reason="x",
        digest="0" * 64,
        at=now(),
    )
    refused(people, "pat", lambda: Check.objects.bulk_create([check]), "row-level security")


def test_the_database_alone_keeps_victims_and_suspects_apart(people: Cast) -> None:
    profile_id = made.begun(people)
    for key, about in ((SectionKey.VICTIMS, About.SUSPECTS), (SectionKey.SUSPECTS, About.VICTIMS)):
        figure = Figure(
            profile_id=profile_id,
            key=key,
            position=1,
            about=about,
            caption="x",
            source="x",
            columns=[],
            rows=[],
            added_by_id=people.dan.person_id,
            added_at=now(),
        )
        refused(people, "dan", lambda one=figure: Figure.objects.bulk_create([one]), "figure_apart")


def test_what_was_found_and_approved_is_never_changed(people: Cast) -> None:
    profile_id = made.approved(people)
    for who in ("dan", "sam", "pat"):
        for model in (Check, Edition):
            refused(people, who, lambda one=model: one.objects.filter(profile_id=profile_id).delete(), "denied")
            refused(
                people, who, lambda one=model: one.objects.filter(profile_id=profile_id).update(digest=""), "denied"
            )


def test_a_gap_is_answered_and_nothing_else_of_it_changed(people: Cast) -> None:
    profile_id = made.approved(people)
    ((gap_id,),) = [[one] for one in gaps_of(people, profile_id)]
    refused(people, "hal", lambda: Gap.objects.filter(pk=gap_id).update(text="Else"), "while it is being written")
    with people.vic.acting() as vic, pytest.raises(NotFound):
        writing.answer_gap(actor=vic, now=now(), gap_id=gap_id, answer="x")
    with people.hal.acting():
        assert Gap.objects.filter(pk=gap_id).update(answer="Found.", answered_on=today()) == 1


def test_it_is_begun_for_ones_own_agency_alone(people: Cast) -> None:
    with people.vic.acting() as vic:
        made_up = Profile(
            agency_id=agency("kent-police"),
            begun_by_id=vic.person_id,
            begun_at=now(),
            changed_at=now(),
            **{name: getattr(made.terms(), name) for name in leading._TERMS},
        )
    refused(people, "vic", lambda: Profile.objects.bulk_create([made_up]), "row-level security")


def gaps_of(people: Cast, profile_id: UUID) -> list[UUID]:
    """The gaps of a profile, as its author sees them."""
    with people.dan.acting():
        return list(Gap.objects.filter(profile_id=profile_id).values_list("pk", flat=True))


def refused(people: Cast, who: str, act: object, told: str) -> None:
    """Whatever somebody sends, the database says no."""
    with getattr(people, who).acting(), pytest.raises(DatabaseError, match=told), transaction.atomic():
        act()  # type: ignore[operator]
