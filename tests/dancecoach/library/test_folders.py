"""Where libraries are, and what they are called."""

import pytest

from dancecoach.library import folders
from dancecoach.library.library import Library


@pytest.fixture(autouse=True)
def usual(tmp_path, monkeypatch):
    """The program's data folder of this test."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "usual")
    return tmp_path / "usual"


def test_the_usual_one_has_no_name_of_its_own(usual, tmp_path):
    assert folders.usual_folder() == usual
    assert folders.name_of(usual) == ""
    assert folders.name_of(tmp_path / "Dance camp") == "Dance camp"
    assert len(folders.name_of(tmp_path / ("x" * 200))) == folders.LONGEST_NAME


def test_a_library_is_where_its_database_is(tmp_path):
    assert not folders.is_library(tmp_path)
    Library(tmp_path).close()
    assert folders.is_library(tmp_path)
