"""What the tests of the reader share."""

from collections.abc import Callable
from datetime import date

import pytest

from fourfold.accountability.plan.domain.reading import PlanReading, read_plan
from fourfold.trust.partnership.domain.register import Register, load_register

Read = Callable[..., PlanReading]


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="session")
def read(register: Register) -> Read:
    """Read a plan as on 22 November 2026."""

    def reading(data: bytes, filename: str = "plan.txt") -> PlanReading:
        return read_plan(data, filename=filename, register=register, today=date(2026, 11, 22))

    return reading
