"""What was typed: given out by the database, which logs the read in the same statement."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from fourfold.trust.audit.request_context import request_id as http_request_id


def words_of(request_id: UUID) -> Mapping[str, str]:
    """`about`, `why` and `answer` of a request, as far as they were written; empty for whoever may not read it."""
    with connection.cursor() as cursor:
        cursor.execute("select requests_words_of(%s, %s)", [request_id, http_request_id()])
        (found,) = cursor.fetchone()
    parsed: dict[str, Any] = json.loads(found) if isinstance(found, str) else dict(found)
    return parsed
