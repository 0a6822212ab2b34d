"""An empty library, and clips to put into it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dancecoach.library.catalogue.clips import Clips
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.groups import Groups
from dancecoach.library.catalogue.records import FileFacts, Findings, Kind, SkillFacts, Storage

BEGIN = datetime(2026, 11, 20, 12, tzinfo=UTC)


def facts(title, number=None, **more):
    """A video of a title; its content is the title unless told."""
    values = {
        "kind": Kind.VIDEO, "size_bytes": 1000, "width": 640, "height": 360, "fps": 30.0, "frames": 300,
        "duration_s": 10.0,
    }  # fmt: skip
    return FileFacts(sha256=f"{hash(title) if number is None else number:064x}"[-64:], title=title, **(values | more))


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """Folder of an empty library: making its tables takes a while."""
    folder = tmp_path_factory.mktemp("empty")
    Database(folder).close()
    return folder


@pytest.fixture
def database(tmp_path, empty):
    """Of an empty library."""
    with Database(shutil.copytree(empty, tmp_path / "library")) as database:
        yield database


@pytest.fixture
def clips(database):
    """Its clips; each comes an hour after the one before."""
    hours = iter(range(100_000))
    return Clips(database, lambda: BEGIN + timedelta(hours=next(hours)))


@pytest.fixture
def groups(database):
    """Its tags, persons and collections."""
    return Groups(database)


@pytest.fixture
def make(clips):
    """Puts a linked clip into the library, with what was found in it."""
    numbers = iter(range(1, 100_000))

    def add(title, *skills, style="", **more):
        clip, new = clips.add(facts(title, next(numbers), **more), Storage.LINKED, Path("/films") / f"{title}.mp4")
        assert new
        if skills or style:
            clip = clips.note_findings(clip.id, Findings("blazepose full", 0.9, style, 0.8 if style else 0.0, skills))
        return clip

    return add


@pytest.fixture
def skill():
    """`SkillFacts` of a label and a time in the air."""
    return lambda label, flight_s=None, **more: SkillFacts(1.0, label, flight_s=flight_s, **more)


@pytest.fixture(name="facts")
def facts_fixture():
    """`facts`."""
    return facts
