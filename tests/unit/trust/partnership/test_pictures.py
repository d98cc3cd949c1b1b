"""The QR code: what a phone reads from it, and what our content security policy asks of it."""

import re

import pytest
import qrcode

from fourfold.trust.partnership.pictures import qr_code

URL = "otpauth://totp/nia%40kent-police.example?secret=MZXXK4TGN5WGI&issuer=Fourfold"


def test_every_dark_module_is_drawn_and_no_other() -> None:
    picture = qr_code(URL, label="QR code")
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", picture)}
    code = qrcode.QRCode(border=4)
    code.add_data(URL)
    dark = {(x, y) for y, row in enumerate(code.get_matrix()) for x, on in enumerate(row) if on}
    assert drawn == dark


@pytest.mark.parametrize("inline", ["style", "<script", "data:", "href"])
def test_it_needs_no_style_script_or_address(inline: str) -> None:
    assert inline not in qr_code(URL, label="QR code")


def test_its_label_is_escaped() -> None:
    assert "<b>" not in qr_code(URL, label="<b>")
