"""A webhook is called at public addresses alone, whatever is written for them."""

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.messages.domain.public_addresses import checked_url, is_public

PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
    *("255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1"),
    *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "192.0.2.1", "2001:db8::1", "not one"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.0.81", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public(address: str) -> None:
    assert is_public(address)


def test_an_address_is_taken() -> None:
    assert (
        checked_url(" https://hooks.kent.example:8443/fourfold?x=1 ")
        == "https://hooks.kent.example:8443/fourfold?x=1"
    )


@pytest.mark.parametrize(
    "url",
    [
        *("http://a.example/", "ftp://a.example/", "https://", "a.example", "https://user:pw@a.example/"),
        *("https://a.example/#x", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/"),
        *(
            "https://127.1/",
            "https://localhost/",
            "https://server/",
            "https://db.internal/",
            "https://printer.local/",
        ),
        *("https://a.example:many/", "https://a.example/ x", "https://a.example/é", "https://a.example/" + "x" * 500),
        "https://a.example/\r\nHost: b",
    ],
)
def test_what_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        checked_url(url)
