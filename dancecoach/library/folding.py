"""How names and other texts are compared: without accents and capitals. Quick to import."""

import unicodedata

from dancecoach.files import readable


def fold(text: str) -> str:
    """Text as it is compared: without accents and capitals, "Đặng" like "dang"."""
    apart = unicodedata.normalize("NFKD", readable(text).casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
