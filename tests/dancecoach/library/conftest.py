"""Analyses without a video behind them, and a library of three small clips, one of them linked."""

import hashlib
from collections.abc import Callable

import numpy as np
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.library.analyses.record import Analysis, Recogniser
from dancecoach.library.catalogue.records import FileFacts, Findings, Group, Kind, SkillFacts, Storage
from dancecoach.library.library import Library
from dancecoach.models.style import StyleResult
from dancecoach.motion.phases import segments_of
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.video.frame import ClipInfo

RECOGNISED = {
    "style": StyleResult("style 1", "waltz", {"waltz": 0.75, "samba": 0.25}, pack="latin"),
    "phases": segments_of(
        np.array([0, 1, 2, 2, 2, 3, 3]), np.arange(7) / 30, np.full(7, 0.875), author="model phases-review 1"
    ),
    "phase_model": "phases-review 1",
    "skills": (
        Skill(
            takeoff_frame=2,
            touchdown_frame=5,
            takeoff_s=0.05,
            touchdown_s=0.15,
            flight_time_s=0.1,
            flight_time_uncertainty_s=0.03,
            jump_height_m=0.0125,
            rotation_turns=-1.25,
            body_shape="tuck",
            confidence=0.5,
        ),
        Skill(takeoff_frame=2, touchdown_frame=5, takeoff_s=0.05, touchdown_s=0.15, on_hands=True),
    ),
    "recogniser": Recogniser(3, "9f86d081884c7d65", ""),
    "recognition_warnings": ("Der Stil ist unbekannt.",),
}


@pytest.fixture
def recognised():
    """What a network may have said of the seven frames of `make_analysis`."""
    return RECOGNISED


@pytest.fixture
def make_analysis() -> Callable[..., Analysis]:
    def make(path: str = "clip.mp4", sha256: str = "ab" * 32, frames: int = 7, seed: int = 0, **more) -> Analysis:
        rng = np.random.default_rng(seed)
        found = np.arange(frames) % 3 != 1
        landmarks = rng.random((frames, 33, 3), np.float32)
        landmarks[~found] = np.nan
        track = PoseTrack(
            times=np.arange(frames) / 30,
            landmarks=landmarks,
            visibility=rng.random((frames, 33), np.float32) * found[:, None],
            found=found,
            frame_size=(640, 360),
            skeleton=BLAZEPOSE_33,
            source="blazepose full",
        )
        clip = ClipInfo(path, frames, frames / 30, 30.0, False, 640, 360, 90)
        facts = {"engine": "blazepose", "model": "full", "activity": "dance", "warnings": ("Zu dunkel: 5 %.",)}
        return Analysis(clip=clip, sha256=sha256, track=track, **(facts | more))

    return make


def _put(library, path, storage):
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
            _put(library, films / f"{name}.mp4", storage)
        yield library
