"""A profile is begun, written by several, reviewed by a peer, approved, and read; in operations and pages."""

from io import BytesIO
from uuid import UUID

import docx
import pytest
from tests import profiles as made
from tests.people import Cast, ClientOf
from tests.records import ask_owner

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.practice.profiles.domain.sections import About, SectionKey
from fourfold.practice.profiles.domain.states import Part, ProfileState, Verdict
from fourfold.practice.profiles.models import Edition, Profile
from fourfold.practice.profiles.operations import leading, reviewing, writing


def state_of(profile_id: UUID) -> tuple[str, int]:
    """Where it stands, and the number of its last edition."""
    ((state, edition),) = ask_owner(
        "select state as a, edition as b from profiles_profile where id = %s", [profile_id]
    )
    return state, edition


def test_what_a_peer_read_and_an_officer_approved_is_the_edition(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.approved(people)
    assert state_of(profile_id) == (ProfileState.APPROVED, 1)
    page = client_of(people.mia).get(f"/profiles/{profile_id}/read/")
    text = page.content.decode()
    assert "Likely or probable" in text
    assert "55% to 75%" in text
    for said in ("Violence in Thanet", "OFFICIAL-SENSITIVE", "Who supplies the knives.", "Edition 1"):
        assert said in text, said
    for said in ("Outreach near the station", "police.uk street crime", "c: a small number"):
        assert said in text, said
    with people.dan.acting() as dan:
        leading.begin_next_edition(actor=dan, now=now(), profile_id=profile_id)
        made.write(dan, profile_id, SectionKey.FINDINGS, "Something new that nobody approved.")
    assert state_of(profile_id) == (ProfileState.DRAFT, 1)
    again = client_of(people.mia).get(f"/profiles/{profile_id}/read/").content.decode()
    assert "Something new" not in again
    assert "Key findings" in again


def test_it_is_taken_as_pdf_and_word_and_that_is_written_down(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.approved(people)
    client = client_of(people.mia)
    pdf = client.get(f"/profiles/{profile_id}/read/1/pdf/")
    assert pdf.content.startswith(b"%PDF")
    word = client.get(f"/profiles/{profile_id}/read/1/docx/")
    told = "\n".join(one.text for one in docx.Document(BytesIO(word.content)).paragraphs)
    assert "5. Victims and vulnerability" in told
    assert client.get(f"/profiles/{profile_id}/read/1/exe/").status_code == 404
    forms = ask_owner("select detail ->> 'form' as f from audit_entry where permission = 'profile:read' order by 1")
    assert [one for (one,) in forms] == ["docx", "pdf"]


def test_what_is_missing_is_said_before_anybody_reviews(people: Cast) -> None:
    profile_id = made.begun(people)
    with people.dan.acting() as dan, pytest.raises(BadInput) as caught:
        leading.send_to_review(actor=dan, now=now(), profile_id=profile_id)
    told = [problem.message for problem in caught.value.problems]
    assert "“11. Outlook” is empty." in told
    assert "“6. Suspects and associates” is empty." not in told
    assert len(told) == 13
    assert state_of(profile_id) == (ProfileState.DRAFT, 0)


def test_a_reviewer_sends_it_back_and_what_they_said_is_about_that_text(people: Cast) -> None:
    profile_id = made.sent(people)
    with people.sam.acting() as sam:
        before = made.digest(sam, profile_id)
        reviewing.review(
            actor=sam, now=now(), profile_id=profile_id, verdict=Verdict.CHANGES, reason="Hours?", digest=before
        )
    assert state_of(profile_id) == (ProfileState.DRAFT, 0)
    with people.dee.acting() as dee:
        made.write(dee, profile_id, SectionKey.PICTURE, "Between 3pm and 7pm.")
    with people.dan.acting() as dan:
        leading.send_to_review(actor=dan, now=now(), profile_id=profile_id)
    with people.sam.acting() as sam, pytest.raises(Conflict):
        reviewing.review(
            actor=sam, now=now(), profile_id=profile_id, verdict=Verdict.READY, reason="Fine.", digest=before
        )


def test_nobody_approves_what_no_peer_found_sound(people: Cast) -> None:
    profile_id = made.sent(people)
    with people.pat.acting() as pat:
        said = made.digest(pat, profile_id)
        with pytest.raises(BadInput, match="A peer has not found this text sound"):
            reviewing.approve(
                actor=pat, now=now(), profile_id=profile_id, verdict=Verdict.READY, reason="Go.", digest=said
            )
    assert state_of(profile_id) == (ProfileState.REVIEW, 0)


def test_two_who_write_at_once_lose_nothing(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.begun(people)
    address = f"/profiles/{profile_id}/sections/drivers/"
    with people.dee.acting() as dee:
        made.write(dee, profile_id, SectionKey.DRIVERS, "Dee wrote this.", version=1)
    answer = client_of(people.dan).post(address, {"text": "Dan wrote that.", "version": 1})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Dee wrote this." in shown
    assert "Dan wrote that." in shown
    again = client_of(people.dan).post(address, {"text": "Both.", "version": 2})
    assert again.status_code == 302


def test_victims_and_suspects_stand_apart(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.begun(people)
    with people.dan.acting() as dan, pytest.raises(BadInput, match="Put it where it belongs"):
        writing.add_figure(
            actor=dan, now=now(), profile_id=profile_id, key=SectionKey.VICTIMS, figure=made.figure(About.SUSPECTS)
        )
    page = client_of(people.dan).get(f"/profiles/{profile_id}/sections/suspects/figure/").content.decode()
    assert "People who were harmed" not in page


def test_text_that_looks_like_personal_data_is_not_taken_unchecked(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.begun(people)
    address = f"/profiles/{profile_id}/sections/victims/"
    typed = {"text": "NHS number 943 476 5919 was hurt.", "version": 1}
    answer = client_of(people.dan).post(address, typed)
    assert answer.status_code == 422
    assert "looks like personal data" in answer.content.decode()
    assert client_of(people.dan).post(address, {**typed, "checked": "on"}).status_code == 302


def test_a_gap_is_answered_by_whoever_finds_out_even_once_it_is_approved(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.approved(people)
    client = client_of(people.hal)
    ((gap,),) = ask_owner("select id from profiles_gap")
    assert "Who supplies the knives." in client.get("/profiles/gaps/").content.decode()
    assert client.post(f"/profiles/gaps/{gap}/", {"answer": "A shop on the High Street."}).status_code == 302
    assert "Nothing is waiting" in client.get("/profiles/gaps/").content.decode()
    shown = client_of(people.dan).get(f"/profiles/{profile_id}/sections/gaps/").content.decode()
    assert "A shop on the High Street." in shown


def test_nobody_who_wrote_it_reviews_it(people: Cast) -> None:
    profile_id = made.begun(people)
    with people.dee.acting() as dee:
        made.write(dee, profile_id, SectionKey.DRIVERS, "Dee wrote this.")
    with people.dan.acting() as dan:
        leading.take_part_away(actor=dan, now=now(), profile_id=profile_id, person_id=people.dee.person_id)
        with pytest.raises(BadInput, match="They wrote some of it"):
            leading.give_part(
                actor=dan, now=now(), profile_id=profile_id, person_id=people.dee.person_id, part=Part.REVIEWER
            )


def test_a_withdrawn_profile_is_read_by_nobody(people: Cast, client_of: ClientOf) -> None:
    profile_id = made.approved(people)
    with people.dan.acting() as dan:
        leading.withdraw(actor=dan, now=now(), profile_id=profile_id, because="The data was wrong.")
    for who in (people.mia, people.dan):
        assert client_of(who).get(f"/profiles/{profile_id}/read/").status_code == 404
    assert "The data was wrong." in client_of(people.dan).get(f"/profiles/{profile_id}/").content.decode()


def test_it_is_begun_on_a_page_with_its_terms_first(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.dan)
    assert client.get("/profiles/new/").status_code == 200
    said = made.terms()
    typed = {
        **{name: getattr(said, name) for name in ("title", "customer", "purpose", "area")},
        "agency": str(ask_owner("select id from partnership_agency where key = 'kent-police'")[0][0]),
        "marking": said.marking.value,
        **{
            f"{name}_{part}": getattr(getattr(said, name), part)
            for name in ("period_from", "period_until", "review_on")
            for part in ("day", "month", "year")
        },
    }
    wrong = client.post("/profiles/new/", {**typed, "period_until_year": 1999})
    assert wrong.status_code == 422
    assert "The period ends before it begins." in wrong.content.decode()
    answer = client.post("/profiles/new/", typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with people.dan.acting():
        one = Profile.objects.get()
        assert answer["Location"] == f"/profiles/{one.pk}/"
        assert Edition.objects.count() == 0


@pytest.mark.parametrize("path", ["", "draft/", "sections/outlook/", "draft/pdf/", "terms/", "parts/", "recipients/",
                                  "withdraw/", "gap/", "judgement/", "recommendation/", "send/"])  # fmt: skip
def test_every_page_of_a_draft_opens_for_its_author(path: str, people: Cast, client_of: ClientOf) -> None:
    profile_id = made.filled(people)
    assert client_of(people.dan).get(f"/profiles/{profile_id}/{path}").status_code == 200


def test_pages_ask_a_bounded_number_of_questions(
    people: Cast, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    profile_id = made.filled(people)
    client = client_of(people.dan)
    for address, most in (
        ("/profiles/", 18),
        (f"/profiles/{profile_id}/", 30),
        (f"/profiles/{profile_id}/draft/", 28),
    ):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            assert client.get(address).status_code == 200
