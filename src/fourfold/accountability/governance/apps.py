"""The governance room as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """What a board oversees, its agenda from the plan, what changed, the yearly review, the register of policies."""

    name = "fourfold.accountability.governance"
    label = "governance"

    def ready(self) -> None:
        """Teach the boards room, which knows no plans, what an action is and what each is called."""
        from fourfold.accountability.governance.queries.oversight import ACTION, names_of_actions
        from fourfold.trust.boards.subjects import teach

        teach(ACTION, url_name="plan:action", words="action of a plan", namer=names_of_actions)
