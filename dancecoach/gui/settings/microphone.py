"""The words about the microphone, in the settings and wherever it is switched on."""

from PySide6.QtCore import QCoreApplication


def privacy_text() -> str:
    """What becomes of what is heard."""
    return QCoreApplication.translate(
        "Microphone",
        "The microphone is listened to only on the pages Live and Practice, while a camera runs and this is on. "
        "Nothing of the sound is kept, written or sent; only how loud it was in the last seconds is remembered.",
    )
