"""Reading the directory: where an actor stands, agencies, people, who covers, and which roles nobody holds."""

from fourfold.trust.partnership.queries.cover import Away, away_on, away_soon
from fourfold.trust.partnership.queries.people import (
    PersonChoice,
    account_by_email,
    agencies_to_choose,
    agency_ids_by_key,
    agency_types,
    has_administrator,
    has_made_up_accounts,
    has_real_accounts,
    holders_of_roles,
    known_register,
    names_of_accounts,
    names_of_people,
    people_to_choose,
    person_for_actor,
    person_of_account,
    tenures_of,
)
from fourfold.trust.partnership.queries.standing import known, live_roles, not_over, standing_of
from fourfold.trust.partnership.queries.vacancies import Vacancy, expected_roles, vacancies

__all__ = [
    "Away",
    "PersonChoice",
    "Vacancy",
    "account_by_email",
    "agencies_to_choose",
    "agency_ids_by_key",
    "agency_types",
    "away_on",
    "away_soon",
    "expected_roles",
    "has_administrator",
    "has_made_up_accounts",
    "has_real_accounts",
    "holders_of_roles",
    "known",
    "known_register",
    "live_roles",
    "names_of_accounts",
    "names_of_people",
    "not_over",
    "people_to_choose",
    "person_for_actor",
    "person_of_account",
    "standing_of",
    "tenures_of",
    "vacancies",
]
