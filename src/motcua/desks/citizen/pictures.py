"""Pictures made for one page: QR codes of addresses without personal data."""

import segno


def qr_picture(address: str) -> str:
    """The address as a QR code, ready to be the source of an image."""
    picture: str = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    return picture
