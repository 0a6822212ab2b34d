"""The words of recording by clapping."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Clap", text)


def heard_text(claps: int) -> str:
    """What the sign says while it listens."""
    return tr("Clap twice") if claps == 2 else tr("Clap once")
