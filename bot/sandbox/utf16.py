"""Positions as Telegram counts them: in UTF-16 code units."""


def utf16_length(text: str) -> int:
    """Number of UTF-16 code units of `text`."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` of `length` units from unit `offset`."""
    if text.isascii():
        return text[offset : offset + length]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def splits_surrogate_pair(text: str, offset: int) -> bool:
    """Whether unit `offset` lies in the middle of a character outside the BMP."""
    if text.isascii():
        return False
    units = text.encode("utf-16-le", "surrogatepass")
    unit = units[offset * 2 : offset * 2 + 2]
    return len(unit) == 2 and 0xDC00 <= int.from_bytes(unit, "little") <= 0xDFFF
