"""Settings in memory."""

import pytest

from dancecoach.gui.settings.model import SettingsModel


@pytest.fixture
def settings(qapp):
    return SettingsModel()
