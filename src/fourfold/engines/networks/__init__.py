"""Who is tied to whom: networks of people from what they were in together, and what can be said of them.

What a measure is for: to understand a network, so that people in it are kept safe and the harm it does is disrupted.
It is never a ranking of persons' risk. A place in a network says nothing of what somebody did or will do, and a busy
place may be that of whoever is exploited most. So results come in the order of the people's ids and in no other,
there is no function that orders people by a measure, and every table carries that sentence with it (`CAVEAT`).

Whom a network may show is decided before anything is computed (`rules`): those excluded, those who were only ever
harmed, and those under 18.
"""

CAVEAT = (
    "For safeguarding and disruption planning. A measure describes a network; it is no ranking of persons' risk, and "
    "people are not to be ordered by it."
)
"""Stands in the metadata of every table of people, under `caveat`."""
