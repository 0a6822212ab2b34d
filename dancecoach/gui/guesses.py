"""How what was recognised is said: a guess as a guess, a number with its unit and its uncertainty."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from dancecoach.models.style import StyleResult

#: From here on a guess is said without "probably".
SURE = 0.9
#: Below this it is only a "perhaps".
PERHAPS = 0.5
UNKNOWN = "unknown"


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Guesses", text)


def guess(word: str, confidence: float) -> str:
    """The word, as sure as one may be of it.

    Args:
        word: what was recognised, in the person's language.
        confidence: 0 to 1.
    """
    if confidence >= SURE:
        return word
    return (tr("probably {}") if confidence >= PERHAPS else tr("perhaps {}")).format(word)


def plus_minus(value: float, uncertainty: float | None, unit: str) -> str:
    """Such as "0.61 ± 0.03 s"; an uncertainty is never rounded down to nothing.

    Args:
        value: shown with two decimals.
        uncertainty: its standard deviation; None where it is not known.
        unit: such as "s".
    """
    if uncertainty is None:
        return f"{value:.2f} {unit}"
    return f"{value:.2f} ± {max(0.01, uncertainty):.2f} {unit}"


def style_text(style: "StyleResult") -> str:
    """Such as "probably waltz, 72 %", or that it is none of those known."""
    if style.label == UNKNOWN:
        return tr("style: unknown")
    return tr("{}, {:.0f} %").format(guess(style.label, style.certainty), 100 * style.certainty)


def shares_text(shares: Mapping[str, float], most: int = 6) -> str:
    """The likeliest styles, a line each."""
    ranked = sorted(shares.items(), key=lambda item: -item[1])[:most]
    return "\n".join(f"{label}: {100 * share:.0f} %" for label, share in ranked)
