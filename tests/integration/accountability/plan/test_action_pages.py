"""An action's pages: what each says, to whom, and in how many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import plans
from tests.people import Cast, ClientOf

PAGES = ["action", "action-plan", "action-timeline", "action-documents", "action-history"]
FORMS = ["update", "comment", "action-edit", "milestone-add", "risk-add", "dependency-add", "file-add", "link-add"]


@pytest.mark.parametrize("name", [*PAGES, *FORMS])
def test_each_page_opens_in_at_most_12_queries(name: str, people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    client = client_of(people.pat)
    client.get(reverse("plan:action", args=[made.action_id]))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(reverse(f"plan:{name}", args=[made.action_id]))
    assert response.status_code == 200
    assert "Train staff" in response.content.decode()
    # Inside a test's own transaction the context is also given back, which a request never does.
    asked = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))][:-1]
    assert len(asked) <= 12, "\n".join(asked)


@pytest.mark.parametrize("name", ["review", "plan-edit", "aims", "readers", "close"])
def test_each_page_of_a_plan_opens_for_its_coordinator(name: str, people: Cast, client_of: ClientOf) -> None:
    made = plans.make(people)
    response = client_of(people.cora).get(reverse(f"plan:{name}", args=[made.plan_id]))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["import", "plan-begin"])
def test_a_plan_can_be_begun(name: str, people: Cast, client_of: ClientOf) -> None:
    assert client_of(people.cora).get(reverse(f"plan:{name}")).status_code == 200
