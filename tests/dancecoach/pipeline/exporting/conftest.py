"""A library of a film, of poses and of a film that is gone, with everything that can be kept of a clip."""

import shutil

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.skill import Skill
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.findings import findings_of
from dancecoach.library.catalogue.records import Group, Storage
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.lesson.records import Lesson, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.phase_edits import add_annotator
from dancecoach.notes.records import NotedClip
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.importing.pictures import draw_pictures
from dancecoach.pose.formats import save_npz
from dancecoach.pose.identity.seed import Seed
from dancecoach.video.frame import ClipInfo

TUCK = Skill(
    takeoff_frame=2, touchdown_frame=8, takeoff_s=0.07, touchdown_s=0.27, flight_time_s=0.65, confidence=0.9,
    body_shape="tuck", rotation_turns=-1.0,
)  # fmt: skip


def fill(folder, clip, figure):
    """Make the library; the same every time but for when clips came in."""
    with Library(folder / "library") as library:
        turn = folder / "First turn.mp4"
        shutil.copy(clip, turn)
        gone = folder / "gone.mp4"
        gone.write_bytes(clip.read_bytes() + b"\0")
        poses = folder / "poses.npz"
        save_npz(figure.track(figure.points(20), np.arange(20) / 30), poses)
        for path, storage in ((turn, Storage.COPIED), (poses, Storage.COPIED), (gone, Storage.LINKED)):
            facts = facts_of(path)
            home = path if storage is Storage.LINKED else library.media.take_in(path, facts.sha256)
            library.clips.add(facts, storage, home)
            draw_pictures(path, library.media.picture(facts.sha256), library.media.strip(facts.sha256))
        gone.unlink()
        _enrich(library, figure)
    return folder / "library"


def _enrich(library, figure):
    first = library.clips.get(1)
    sha256, frames = first.facts.sha256, first.facts.frames
    library.groups.put([1], Group.TAG, "camp", "slow")
    library.groups.put([1], Group.PERSON, "Änne")
    library.groups.put([1, 2], Group.COLLECTION, "Tuesday")
    library.clips.rate(1, 4)
    library.clips.write_note(1, "arms, late;\nagain")
    library.clips.mark_reference(1, reference=True)
    track = figure.track(figure.points(frames, knee=np.linspace(0, 90, frames)), np.arange(frames) / 30)
    info = ClipInfo(str(first.path), frames, first.facts.duration_s, 30.0, False, 96, 64)
    analysis = Analysis(info, sha256, track, "blazepose", "full", "auto", skills=(TUCK,))
    library.analyses.put(attrs.evolve(analysis, model="lite"))
    library.analyses.put(analysis)
    library.analyses.put(attrs.evolve(analysis, person=Seed(0.5, 0.5, 0.1)))
    library.clips.note_findings(1, findings_of(analysis))
    with library.notes.open(NotedClip(sha256, frames, "First turn.mp4")) as notes:
        notes.history.do(add_drawing(Drawing("arrow", ((0.2, 0.3), (0.6, 0.7)), 2, 5)))
        notes.history.do(add_annotator("Änne"))
    library.counts.put_edited(sha256, KeptCounts(Counts((0.0, 0.1, 0.2), 0), "person", 600.0))
    steps = (LessonStep("basic", 0.0, 0.2),)
    LessonShelf(library.folder).put(Lesson("Turn", "media/First turn.mp4", sha256, 0.0, 0.3, steps=steps))
    for reference, day in ((sha256[:16], "2026-11-22 18.05.31"), ("0" * 16, "2026-01-01 10.00.00")):
        take = library.folder / "takes" / reference / day
        take.mkdir(parents=True)
        (take / "take.json").write_text('{"schema": "dancecoach.take/1"}')
        (take / "take.mp4").write_bytes(b"film" * 1000)
        (take / "comparison.json").write_text("{}")


@pytest.fixture
def clip(drawn_clip):
    """Path of a drawn clip of a third of a second."""
    return drawn_clip("jump", size=(96, 64), duration=0.34).path


@pytest.fixture
def folder(tmp_path, clip, figure):
    """The library's, closed."""
    return fill(tmp_path, clip, figure)


@pytest.fixture
def library(folder):
    """The same, open."""
    with Library(folder) as library:
        yield library


@pytest.fixture
def contents():
    """All files in a folder, by name, with what they hold."""

    def read(folder):
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    return read
