"""A folder is shown by the system, whatever its name is."""

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from dancecoach.gui.file_manager import show_folder

pytestmark = pytest.mark.gui


class FileManager(QObject):
    """Stands where the system's would."""

    def __init__(self):
        super().__init__()
        self.shown = []

    @Slot(QUrl)
    def show(self, url):
        self.shown.append(url)


@pytest.fixture
def file_manager(qapp):
    made = FileManager()
    QDesktopServices.setUrlHandler("file", made, "show")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.mark.parametrize("name", ["takes", "Năm #1 100% ?"])
def test_the_folder_is_opened(file_manager, tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    show_folder(folder)
    assert [url.toLocalFile() for url in file_manager.shown] == [folder.as_posix()]
