"""Translation of text that is made below the window (gettext); inside ``gui`` Qt's ``tr`` does the same work.

English is the source language; catalogues lie in ``assets/translations``.
"""

import gettext
from pathlib import Path

_translation: gettext.NullTranslations = gettext.NullTranslations()
_chosen: tuple[str, Path] | None = None


def use_language(code: str, folder: Path) -> None:
    """Translate from now on into ``code`` ("de"), or leave English where there is no catalogue in ``folder``."""
    global _translation, _chosen  # noqa: PLW0603 - one language per process, as gettext itself has it
    _chosen = (code, folder)
    _translation = gettext.translation("dancecoach", folder, languages=[code], fallback=True)


def language() -> tuple[str, Path] | None:
    """What `use_language` was told last, for another process to be told the same; None when it was told nothing."""
    return _chosen


def _(text: str) -> str:
    """The text in the person's language."""
    return _translation.gettext(text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the text that fits ``count``."""
    return _translation.ngettext(singular, plural, count)
