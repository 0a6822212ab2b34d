"""A library of three small clips, one of them linked."""

import hashlib

import pytest

from dancecoach.library.catalogue.records import FileFacts, Findings, Group, Kind, SkillFacts, Storage
from dancecoach.library.library import Library


def put(library, path, storage):
    """A clip with pictures and something that somebody said of it."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    facts = FileFacts(sha256, path.stem, Kind.VIDEO, path.stat().st_size, 64, 48, 30.0, 30, 1.0)
    for picture in (library.media.picture(sha256), library.media.strip(sha256)):
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"jpeg of " + path.stem.encode())
    home = library.media.take_in(path, sha256) if storage is Storage.COPIED else path
    clip, _ = library.clips.add(facts, storage, home)
    library.clips.rate(clip.id, 4)
    library.clips.note_findings(clip.id, Findings("blazepose full", 1.0, skills=(SkillFacts(0.5, "tuck"),)))
    library.groups.put([clip.id], Group.TAG, f"tag of {path.stem}")
    return clip


@pytest.fixture
def films(tmp_path):
    """Three files."""
    folder = tmp_path / "films"
    folder.mkdir()
    for name in ("one", "two", "Đôi"):
        (folder / f"{name}.mp4").write_bytes(f"the film {name} ".encode() * 100)
    return folder


@pytest.fixture
def library(tmp_path, films):
    """Clips 1 and 2 copied, 3 linked."""
    with Library(tmp_path / "library") as library:
        for name, storage in (("one", Storage.COPIED), ("two", Storage.COPIED), ("Đôi", Storage.LINKED)):
            put(library, films / f"{name}.mp4", storage)
        yield library
