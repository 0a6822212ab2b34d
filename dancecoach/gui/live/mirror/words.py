"""What is said of the past: how late, how far back, how much of it there is."""

from PySide6.QtCore import QCoreApplication

from dancecoach.pipeline.live.session import KeptFacts


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Mirror", text)


def seconds_text(seconds: float) -> str:
    """Such as "8 s" or "0.5 s"."""
    return tr("{} s").format(f"{seconds:.1f}".removesuffix(".0"))


def delay_text(delay_s: float) -> str:
    """The delay as it was chosen, such as "8 s late" or "live"."""
    return tr("{} late").format(seconds_text(delay_s)) if delay_s > 0 else tr("live")


def sign_text(behind_s: float, delay_s: float) -> str:
    """What stands in a late picture: how late it is; and how late it will be, where it has to wait for that."""
    if behind_s == delay_s:
        return delay_text(delay_s)
    now = tr("{} late").format(tr("{:.0f} s").format(behind_s))
    return now if behind_s > delay_s else tr("{} → {}").format(now, seconds_text(delay_s))


def standing_text(moved_s: float) -> str:
    """What stands in a picture that stands still: how far it lies from where it was stopped."""
    if abs(moved_s) < 0.0005:
        return tr("paused")
    sign = "−" if moved_s < 0 else "+"
    return tr("paused  {}{:.2f} s").format(sign, abs(moved_s))


def kept_text(kept: KeptFacts) -> str:
    """How much can be looked back at, and whether anything is missing in it."""
    if kept.seconds <= 0:
        return ""
    text = tr("{:.0f} s kept").format(kept.seconds)
    return text if not kept.left_out else tr("{}, {} missing").format(text, kept.left_out)


def kept_hint(kept: KeptFacts) -> str:
    """The same at length."""
    text = tr("The last {:.0f} seconds are kept in memory ({:.0f} MB).").format(kept.seconds, kept.bytes / 1e6)
    if kept.left_out:
        missing = tr("{} pictures are missing: the computer had no time to keep them.").format(kept.left_out)
        text = f"{text}\n{missing}"
    return text
