"""What is the same in both records of given pairs, asked column by column, without a database and without a null.

Each question is asked once, when its answer is first wanted.
"""

from functools import cached_property, reduce

import pyarrow as pa
import pyarrow.compute as pc

NUMBERS = ("nhs_number", "upn", "pnc_id")


class Agreeing:
    """Pairs of rows of `prepared`. Every answer is an array over the pairs, in their order."""

    def __init__(self, prepared: pa.Table, left: pa.Array, right: pa.Array) -> None:
        self._prepared, self._left, self._right = prepared, left, right
        self._sides: dict[str, tuple[pa.Array, pa.Array]] = {}
        self._same: dict[str, pa.Array] = {}

    def sides(self, column: str) -> tuple[pa.Array, pa.Array]:
        """The values of a column on the left and on the right; null where a record has none."""
        if column not in self._sides:
            self._sides[column] = self._taken(self._prepared[column].combine_chunks())
        return self._sides[column]

    def _taken(self, values: pa.Array) -> tuple[pa.Array, pa.Array]:
        return values.take(self._left), values.take(self._right)

    def same(self, column: str) -> pa.Array:
        """Whether both records have a value, and the same one."""
        if column not in self._same:
            self._same[column] = pc.fill_null(pc.equal(*self.sides(column)), False)
        return self._same[column]

    def differ(self, column: str) -> pa.Array:
        """Whether both records have a value, and not the same one."""
        return pc.fill_null(pc.not_equal(*self.sides(column)), False)

    def lacks(self, *columns: str) -> pa.Array:
        """Whether one of the records has none of these."""
        without = reduce(pc.and_, (pc.is_null(self._prepared[column].combine_chunks()) for column in columns))
        return pc.or_(*self._taken(without))

    @cached_property
    def births_unknown(self) -> pa.Array:
        """Whether one of the births is unknown: all of it is, or nothing."""
        return pc.or_(*(pc.is_null(year) for year in self.sides("year")))

    @cached_property
    def same_birth(self) -> pa.Array:
        """Whether the whole birth is the same."""
        return reduce(pc.and_, (self.same(part) for part in ("year", "month", "day")))

    @cached_property
    def left_weak(self) -> pa.Array:
        """Whether the left record's birth is 1 January, which stands for days that nobody knew."""
        return pc.fill_null(self.sides("weak_birth")[0], False)

    @cached_property
    def right_weak(self) -> pa.Array:
        """The same of the right record."""
        return pc.fill_null(self.sides("weak_birth")[1], False)

    @cached_property
    def one_weak(self) -> pa.Array:
        """Whether one of the births is 1 January."""
        return pc.or_(self.left_weak, self.right_weak)

    @cached_property
    def years(self) -> pa.Array:
        """How many years lie between the births; 0 where one is unknown."""
        return pc.fill_null(pc.abs(pc.subtract(*self.sides("year"))), 0)

    @cached_property
    def turned(self) -> pa.Array:
        """Whether day and month are the other way round."""
        (month, other_month), (day, other_day) = self.sides("month"), self.sides("day")
        across = pc.and_(pc.equal(month, other_day), pc.equal(day, other_month))
        return pc.and_(self.same("year"), pc.fill_null(across, False))

    @cached_property
    def two_parts(self) -> pa.Array:
        """Whether two of day, month and year are the same; day and month by themselves not on 1 January."""
        year, month, day = (self.same(part) for part in ("year", "month", "day"))
        of_one_year = pc.and_(year, pc.or_(month, day))
        return pc.or_(of_one_year, pc.and_not(pc.and_(month, day), self.left_weak))

    @cached_property
    def far_births(self) -> pa.Array:
        """Whether both births are known, and neither turned nor alike in two parts."""
        return pc.invert(pc.or_(self.births_unknown, pc.or_(self.turned, self.two_parts)))

    @cached_property
    def name_alone(self) -> pa.Array:
        """Whether births do not nearly agree, and neither sector nor any number is the same."""
        near = pc.or_(self.turned, self.two_parts)
        found = pc.or_(pc.invert(near), pc.and_(self.left_weak, self.right_weak))
        for column in ("sector", *NUMBERS):
            found = pc.and_not(found, self.same(column))
        return found
