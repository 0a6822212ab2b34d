"""What was closed stays closed."""

import pytest

from dancecoach.gui.library.model import LibraryModel, LibraryState
from dancecoach.library.folders import is_library

pytestmark = pytest.mark.gui


def test_a_window_that_closes_while_somebody_comes_to_look_opens_nothing(context, tmp_path, qtbot):
    model = LibraryModel(context, tmp_path / "library")
    model.open(only_existing=True)
    model.open()  # before it is known that there is none
    model.close()
    qtbot.waitUntil(lambda: not model._errands.busy)
    assert model.state is LibraryState.CLOSED
    assert model.library is None
    assert not is_library(model.folder)
