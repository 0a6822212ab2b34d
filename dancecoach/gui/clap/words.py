"""The words of recording by clapping."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Clap", text)


def heard_text(claps: int) -> str:
    """What the sign says while it listens."""
    return tr("Clap twice") if claps == 2 else tr("Clap once")


def privacy_text() -> str:
    """What becomes of what is heard."""
    return tr(
        "The microphone is listened to only on the pages Live and Practice, while a camera runs and this is on. "
        "Nothing of the sound is kept, written or sent; only how loud it was in the last seconds is remembered."
    )
