"""An encoding is found over the whole file: the size of what is read at once changes nothing."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.engines.tabular import encodings
from fourfold.engines.tabular.encodings import Encoding, encoding_of
from fourfold.engines.tabular.refusing import Refusal

TEXTS = st.text("ab,é’\r\n中\u0085", min_size=1, max_size=60)
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])


def found(content: bytes) -> Encoding | str:
    """The encoding, or why there is none."""
    try:
        return encoding_of(io.BufferedReader(io.BytesIO(content)))  # type: ignore[arg-type]
    except Refusal as refusal:
        return refusal.reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, CODECS, st.integers(1, 9))
def test_the_size_of_pieces_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, text: str, codec: str, size: int
) -> None:
    content = text.encode(codec, "replace")
    whole = found(content)
    with monkeypatch.context() as patched:
        patched.setattr(encodings, "_CHUNK", size)
        assert found(content) == whole


@given(TEXTS.filter(lambda text: bool(text.strip("\r\n\u0085"))))
def test_utf_8_is_known_and_its_line_ends(text: str) -> None:
    encoding = found(text.encode())
    assert isinstance(encoding, Encoding)
    assert (encoding.codec, encoding.is_damaged) == ("utf-8-sig", False)
    pairs = text.count("\r\n")
    expected = {"CRLF": pairs, "LF": text.count("\n") - pairs, "CR": text.count("\r") - pairs}
    assert encoding.line_ends == " and ".join(name for name, count in expected.items() if count)
