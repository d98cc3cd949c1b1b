"""Identifiers with valid check digits, from ranges that are no real person's, as far as such a range exists.

NHS number: 999 000 0000 to 999 999 9999 is kept for tests (NHS Data Dictionary); it holds 900,000 numbers here. After
those, 998, 997 and so on down to 900: England issues 4, 6 and 7 only, so none of these is anybody's.
UPN: local authority 999, which the Department for Education has given to no authority (they run from 201 to 938).
PNC: no range is kept for tests. Serial numbers of 9,000,000 and above are used: a year has never reached them, as far
as is known; so treat a PNC here as made up, not as impossible.
"""

from datetime import date

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
A_BLOCK = 900_000
"""How many NHS numbers of one prefix of three digits are used: nine for each five digits after it."""
MOST_NHS = 100 * A_BLOCK


def nhs_check(nine: str) -> int:
    """The tenth digit of an NHS number: weights 10 to 2, 11 less the sum modulo 11. 10 means: no valid number."""
    return -sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11


def nhs_number(which: int) -> str:
    """The NHS number of the person `which` (from 0 to 89,999,999); each has their own."""
    block, at = divmod(which, A_BLOCK)
    five, nth = divmod(at, 9)
    start = f"{999 - block}{five * 61_813 % 100_000:05d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(start, range(10, 2, -1), strict=True))
    # At most one of the ten digits that can follow leads to a check of ten, so nine are always left.
    checks = [(digit, -(weighed + 2 * digit) % 11) for digit in range(10)]
    digit, check = [found for found in checks if found[1] < 10][nth]
    return f"{start}{digit}{check}"


def upn_check(twelve: str) -> str:
    """The first letter of a UPN: weights 2 to 13 on what follows, modulo 23."""
    return UPN_LETTERS[sum(int(digit) * weight for digit, weight in zip(twelve, range(2, 14), strict=True)) % 23]


def upn(which: int, born: date) -> str:
    """The unique pupil number of the person `which`, given in the year of their fourth birthday."""
    establishment, serial = divmod(which % 10_000_000, 1000)
    twelve = f"999{establishment:04d}{(born.year + 4) % 100:02d}{serial:03d}"
    return f"{upn_check(twelve)}{twelve}"


def pnc_check(year: int, serial: int) -> str:
    """The letter of a PNC: the last two digits of the year and the seven of the serial number, modulo 23."""
    return PNC_LETTERS[(year % 100 * 10_000_000 + serial) % 23]


def pnc_id(which: int, year: int) -> str:
    """The PNC identifier of the person `which`, first recorded in `year`, in the long form 2019/9012345X."""
    serial = 9_000_000 + which * 7_919 % 1_000_000
    return f"{year}/{serial:07d}{pnc_check(year, serial)}"
