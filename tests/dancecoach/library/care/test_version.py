"""The database of a backup is looked at before it takes any place."""

import pytest

from dancecoach.errors import ArchiveError
from dancecoach.library.care.backup import back_up, restore
from dancecoach.library.catalogue.tables import REVISION


@pytest.mark.parametrize(
    ("version", "says"),
    [
        (f"{int(REVISION) + 1:04}", "was made by a newer version of dancecoach; update dancecoach"),
        ("zzzz", "holds a database that is damaged or of another program"),
        (None, "holds a database that is damaged or of another program"),
    ],
)
def test_a_backup_of_another_version_is_refused_and_nothing_is_left(library, tmp_path, version, says):
    with library.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        if version is not None:
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (version,))
    back_up(library, tmp_path / "b.zip")
    with pytest.raises(ArchiveError, match=says):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".restoring*"))
