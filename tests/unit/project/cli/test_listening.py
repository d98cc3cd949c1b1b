"""Where the service may listen."""

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli.run import listen_on


@pytest.mark.parametrize("word", ["1", "true", "Yes", "on"])
def test_the_open_door_of_the_demonstration_stays_on_loopback_however_it_is_switched_on(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOURFOLD_DEMONSTRATION", word)
    with pytest.raises(BadInput, match="loopback alone"):
        listen_on("0.0.0.0", 0)
    assert listen_on("127.0.0.1", 0) == ["127.0.0.1:0"]


def test_a_real_installation_may_listen_where_its_proxy_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOURFOLD_DEMONSTRATION", "0")
    assert listen_on("0.0.0.0", 0) == ["0.0.0.0:0"]
