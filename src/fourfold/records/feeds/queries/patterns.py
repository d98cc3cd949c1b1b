"""Anonymised records as published tables. Counts are withheld and rounded before they leave the database."""

from datetime import date

from django.db import connection

from fourfold.records.feeds.domain.disclosure import Table, table_of
from fourfold.trust.audit.request_context import request_id


def pattern_table(data_set: str, *, rows: str, columns: str, since: date, until: date) -> Table:
    """Published counts by two fields, of what happened from `since` up to and without `until`.

    Empty unless a grant for the transaction's purpose names both fields.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select row_value, column_value, published from feeds_patterns(%s, %s, %s, %s, %s, %s)",
            [data_set, rows, columns, since, until, request_id()],
        )
        cells = {(row, column): published for row, column, published in cursor.fetchall()}
    return table_of(cells, sorted({row for row, _ in cells}), sorted({column for _, column in cells}))
