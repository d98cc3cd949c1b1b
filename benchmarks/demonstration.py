"""The pages of the demonstration, each as its user sees it: server time and queries."""

import statistics

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.timing import alone
from fourfold.accountability.plan.queries.actions import ActionFilter, actions_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.queries import standing_of

MOST_MILLISECONDS, MOST_QUERIES = 60, 12


def signed_in(place: str) -> Client:
    """A client of one of the demonstration's people."""
    client = Client(SERVER_NAME="localhost")
    answer = client.post(reverse("demonstration:sign-in", args=[place]))
    if answer.status_code != 302:
        raise RuntimeError(f"The demonstration did not let {place} in.")
    return client


def pages(client: Client) -> dict[str, str]:
    """The addresses to time: of the first plan and of its busiest action."""
    actor = client.get(reverse("plan:actions")).wsgi_request.standing
    with acting_as(actor.actor):
        found = standing_of(actor.actor)
        action = max(actions_for_actor(found, ActionFilter(), today=today()), key=lambda item: item.version)
        plan_id, action_id = action.plan_id, action.pk
    return {
        "today": reverse("plan:today"),
        "plans": reverse("plan:plans"),
        "plan on a page": reverse("plan:plan", args=[plan_id]),
        "strand": reverse("plan:strand", args=[plan_id, "prevent"]),
        "timeline": reverse("plan:timeline", args=[plan_id]),
        "actions": reverse("plan:actions"),
        "an action": reverse("plan:action", args=[action_id]),
        "search": reverse("plan:search") + "?q=school",
        "agencies": reverse("partnership:agencies"),
        "people": reverse("partnership:people"),
    }


def run() -> None:
    """Print server time and queries of each page."""
    client = signed_in("tom-hadlow")
    print(f"The demonstration (claim: median under {MOST_MILLISECONDS} ms, at most {MOST_QUERIES} queries)")
    for name, path in pages(client).items():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        queries = [found for found in captured if found["sql"] not in ("BEGIN", "COMMIT")]
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}.")
        median = statistics.median(alone(lambda path=path: client.get(path)))
        print(f"  {name:<16} {median:6.1f} ms  {len(queries):3} queries")
    print()
