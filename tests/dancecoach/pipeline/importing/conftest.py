"""A library to import into, small clips, and an analysis that takes no time."""

import shutil

import attrs
import numpy as np
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.files import sha256_of_clip
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.library import Library
from dancecoach.models.style import StyleResult
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.importer import Importer
from dancecoach.pose.formats import save_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.video.frame import ClipInfo

ENGINE = ("blazepose", "full")
TUCK = Skill(
    takeoff_frame=2, touchdown_frame=5, takeoff_s=0.1, touchdown_s=0.7, flight_time_s=0.66,
    flight_time_uncertainty_s=0.03, jump_height_m=0.53, rotation_turns=-1.0, body_shape="tuck", confidence=0.95,
)  # fmt: skip


def track_of(frames=12, seed=0):
    """Somebody in the middle of the picture."""
    rng = np.random.default_rng(seed)
    return PoseTrack(
        times=np.arange(frames) / 30,
        landmarks=rng.uniform(0.3, 0.7, (frames, 33, 3)).astype(np.float32),
        visibility=np.ones((frames, 33), np.float32),
        found=np.ones(frames, bool),
        frame_size=(640, 360),
        skeleton=BLAZEPOSE_33,
        source="test",
    )


@attrs.define
class Analyst:
    """Finds a back tuck and a waltz in everything.

    Attributes:
        looked_at: names of the clips, in order.
        fails: errors to raise, by the clip's name.
    """

    looked_at: list[str] = attrs.field(factory=list)
    fails: dict[str, Exception] = attrs.field(factory=dict)

    def __call__(self, path, progress, cancel):
        self.looked_at.append(path.name)
        cancel.check()
        if path.name in self.fails:
            raise self.fails[path.name]
        facts = facts_of(path)
        info = ClipInfo(str(path), facts.frames, facts.duration_s, facts.fps, False, facts.width, facts.height)
        style = StyleResult("style 1", "waltz", {"waltz": 0.75, "samba": 0.25}, pack="latin")
        return Analysis(
            clip=info, sha256=sha256_of_clip(path), track=track_of(facts.frames), engine=ENGINE[0], model=ENGINE[1],
            activity="dance", style=style, skills=(TUCK,),
        )  # fmt: skip


@pytest.fixture
def analyst():
    """`Analyst`."""
    return Analyst()


@pytest.fixture
def library(tmp_path):
    """An empty one."""
    with Library(tmp_path / "library") as library:
        yield library


@pytest.fixture
def clip(drawn_clip):
    """Path of a drawn clip of a third of a second."""
    return drawn_clip("jump", size=(96, 64), duration=0.34).path


@pytest.fixture
def films(tmp_path, clip, drawn_clip):
    """A folder with two videos, landmarks, a file that is no clip, and a broken one; hidden ones besides."""
    folder = tmp_path / "films"
    (folder / "Übung 1").mkdir(parents=True)
    (folder / ".trash").mkdir()
    shutil.copy(clip, folder / "First_turn.MP4")
    shutil.copy(drawn_clip("jump", size=(96, 64), duration=0.5).path, folder / "Übung 1" / "second.mp4")
    save_npz(track_of(), folder / "poses.npz")
    (folder / "notes.txt").write_text("not a clip")
    (folder / "broken.mp4").write_bytes(b"nonsense" * 50)
    for hidden in (".hidden.mp4", ".trash/old.mp4"):
        shutil.copy(clip, folder / hidden)
    return folder


@pytest.fixture
def work_off(library, analyst):
    """Works the queue off; gives how many jobs were finished."""

    def work(**more):
        return Importer(library, analyst, ENGINE, **more).work_off(CancelToken())

    return work


@pytest.fixture
def engine():
    """Engine and model of the `Analyst`."""
    return ENGINE


@pytest.fixture
def titles(library):
    """Titles in the library, in the order in which they came."""

    def get():
        from dancecoach.library.catalogue.question import Question
        from dancecoach.library.catalogue.search import find

        return [clip.title for clip in library.clips.get_all(find(library.database, Question(), down=False))]

    return get
