"""Reading agreements: what a version says, which are in force, what waits for somebody."""

from fourfold.trust.agreements.queries.terms import terms_of
from fourfold.trust.agreements.queries.visibility import visible_versions

__all__ = ["terms_of", "visible_versions"]
