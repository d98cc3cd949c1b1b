"""A data set taken out of use closes at the next statement, whatever agreements say, until it is assessed anew."""

from django.test import Client
from tests.agreements import Table, assess, fresh, in_force, sign_for
from tests.letters import letters_to
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import with_factor

from fourfold.ground.kernel.clock import now
from fourfold.trust.access.queries import looker_of
from fourfold.trust.agreements import operations
from fourfold.trust.catalogue.operations import end_live
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import User

ADDRESS = "/sharing/data-sets/missing-episodes/"
WHY = "Two fields are wrong."


def seen_by(table: Table, who: str) -> set[str]:
    """The fields of missing episodes that somebody's grants open now."""
    with table[who].acting() as actor:
        return open_to(actor)


def open_to(actor: Standing) -> set[str]:
    """The same, within a transaction of theirs."""
    found = [grant for some in looker_of(actor).grants.values() for grant in some if grant.until > now()]
    return {field for grant in found if grant.data_set == "missing-episodes" for field in grant.fields}


def client_of(table: Table, who: str) -> Client:
    """A browser in which an officer is signed in."""
    user_id = table[who].standing.user_id
    with_factor(user_id)
    client, user = Client(), User.objects.get(pk=str(user_id))
    client.force_login(user, backend="fourfold.trust.partnership.signin.SignInBackend")
    return client


def test_everything_closes_in_the_same_statement_and_opens_with_a_new_assessment(table: Table) -> None:
    dpia, _equality = assess(table, "missing-episodes")
    in_force(table)
    assert seen_by(table, "county") == {"name", "born_on", "reported_at"}
    assert seen_by(table, "police") == {"name", "born_on"}
    with table["police_dpo"].acting() as actor:
        police = table.agencies["kent-police"]
        end_live(actor=actor, now=now(), holder_id=police, data_set="missing-episodes", why=WHY)
        assert open_to(actor) == set()
    assert seen_by(table, "county") == seen_by(table, "police") == set()
    with table["coordinator"].acting() as actor:
        version = operations.next_version(actor=actor, now=now(), version_id=dpia.pk)
        operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)
    assert seen_by(table, "county") == set()
    sign_for(table, fresh(table, version), "police", "kent-police")
    sign_for(table, fresh(table, version), "police_dpo", "kent-police")
    assert seen_by(table, "county") == {"name", "born_on", "reported_at"}
    assert letters_to(table["police"].standing, kind="agreement")


def test_the_page_is_for_those_who_answer_for_the_holders_data(table: Table) -> None:
    assess(table, "missing-episodes")
    in_force(table)
    dpo, county = client_of(table, "police_dpo"), client_of(table, "county")
    end = f"{ADDRESS}{table.agencies['kent-police']}/end/"
    assert end in dpo.get(ADDRESS).content.decode()
    assert end not in county.get(ADDRESS).content.decode()
    assert county.post(end, {"why": WHY}).status_code == 403
    assert dpo.post(end, {"why": ""}).status_code == 422
    assert seen_by(table, "county")
    shown = main(dpo.post(end, {"why": WHY}, follow=True))
    assert "No longer live for Kent Police , since" in shown
    assert WHY in shown
    assert seen_by(table, "county") == set()
    assert dpo.get(end).status_code == 404
    assert len(queries_of(county, ADDRESS)) <= MOST_QUERIES
