"""A figure is pasted as it stands in a spreadsheet; what cannot be one is told with what to mend."""

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.practice.profiles.domain.figures import read_grid


@pytest.mark.parametrize(
    "pasted",
    ["Ward\tOffences\nCliftonville\t1,204\nWestgate\tc\n", 'Ward,Offences\r\nCliftonville,"1,204"\r\n\r\nWestgate,c'],
)
def test_a_table_is_read_from_a_spreadsheet_and_from_csv(pasted: str) -> None:
    grid = read_grid(pasted)
    assert grid.columns == ("Ward", "Offences")
    assert grid.rows == (("Cliftonville", "1,204"), ("Westgate", "c"))
    assert grid.numeric == (False, True)


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("", "at least one row"),
        ("Ward,Offences", "at least one row"),
        ("Ward\nCliftonville", "2 to 12 columns"),
        ("Ward,Ward\na,b", "a heading of its own"),
        ("Ward,\na,b", "a heading of its own"),
        ("Ward,Offences\na,1\nb", "Line 3 has 1 cells"),
        ("Ward,Offences\n" + "a,1\n" * 201, "at most 200 rows"),
        (f"Ward,Offences\na,{'9' * 201}", "Shorten the longest"),
    ],
)
def test_what_is_no_table_is_told(pasted: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_grid(pasted)
