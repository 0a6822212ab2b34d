"""``dancecoach export`` takes what is kept of a clip: no clip is analysed here."""

import csv

import attrs
import openpyxl
import pytest

from dancecoach.cli import export as module
from dancecoach.coaching.skills import measure_skills
from dancecoach.files import sha256_of
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.motion.phases import segments_of
from dancecoach.notes import phase_edits
from dancecoach.notes.clip_edits import set_capture_fps
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.video.file import VideoFile
from dancecoach.video.writer import VideoWriter
from training.figure.motions import Stand
from training.figure.motions.jumps import Jump

FILMED, SLOWED = 60, 8


@pytest.fixture
def clip(drawn_clip):
    return drawn_clip("stand", duration=0.4).path


@pytest.fixture
def kept(drawn_clip, clip, tmp_path, monkeypatch):
    """A store with the clip's analysis, which the program takes for the person's."""
    store = AnalysisStore(tmp_path / "kept" / "analyses")
    with VideoFile(clip) as video:
        info, times = video.info, video.times
    truth = drawn_clip("stand", duration=0.4).truth
    track = attrs.evolve(truth.to_track(), times=times)
    phases = segments_of(truth.phases.astype(int), times, author="model true")
    store.put(
        Analysis(info, sha256_of(clip), track, "blazepose", "full", "auto", phases=phases, phase_model="true"), clip
    )
    monkeypatch.setattr(module, "AnalysisStore", lambda: store)
    monkeypatch.setattr(module, "is_stale", lambda _analysis: False)
    monkeypatch.setattr(module, "analyze", lambda *_a, **_m: pytest.fail("it was analysed already"))
    return store


@pytest.mark.usefixtures("kept")
def test_what_is_named_is_made_from_what_is_kept(call, clip, tmp_path):
    done = call("export", clip, "--out", tmp_path / "out", "--what", "report,picture,video", "--from", "0.1",
                "--to", "0.2", "--speed", "50", "--at", "0.2", "--parts", "skeleton,knee")  # fmt: skip
    assert done.code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{clip.stem}-{end}" for end in ("report.html", "report.pdf", "frame-6.png", "overlay.mp4")}
    assert all(name in done.out.replace("\n", "") for name in names)
    with VideoFile(tmp_path / "out" / f"{clip.stem}-overlay.mp4") as video:
        assert len(video) == 4
        assert video.times[-1] == pytest.approx(0.2, abs=5e-3)


def test_phases_as_the_coach_corrected_them_or_as_found(call, clip, kept, tmp_path):
    with VideoFile(clip) as video:
        noted = NotedClip(sha256_of(clip), len(video))
    notes = NotesStore(kept.root.parent / "notes").open(noted)
    notes.history.do(phase_edits.add_annotator("Ann"))
    notes.history.do(phase_edits.relabel_range("Ann", 2, 6, "landing"))
    notes.close()

    def phases(*more):
        assert call("export", clip, "-o", tmp_path / "out", "--what", "xlsx", *more).code == 0
        book = openpyxl.load_workbook(tmp_path / "out" / f"{clip.stem}-measures.xlsx")
        return [(row[0], row[7]) for row in book["Phases"].iter_rows(min_row=2, values_only=True)]

    assert phases() == [("landing", "Ann")]
    assert phases("--as-found") == [("idle", "model true")]


@pytest.mark.usefixtures("kept")
def test_the_analysis_and_the_notes_of_another_library_are_taken(call, clip, kept, tmp_path, monkeypatch):
    other = AnalysisStore(tmp_path / "empty" / "analyses")
    monkeypatch.setattr(module, "AnalysisStore", lambda: other)
    done = call("export", clip, "--out", tmp_path / "out", "--what", "csv", "--library", kept.root.parent)
    assert done.code == 0
    assert list((tmp_path / "out").iterdir())


def test_one_clip_that_cannot_be_used_costs_nobody_the_others(call, clip, tmp_path):
    done = call("export", tmp_path / "nothing.mp4", clip, "-o", tmp_path / "out", "--what", "csv")
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
    assert "nothing.mp4" in done.err
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.usefixtures("kept")
def test_poses_are_handed_over_in_every_form(call, clip, tmp_path):
    assert call("export", clip, "-o", tmp_path / "out", "--what", "poses").code == 0
    wanted = {"poses.trc", "coco.json", "poses.csv", "poses.npz", "poses.parquet"}
    assert {file.name.removeprefix(f"{clip.stem}-") for file in (tmp_path / "out").iterdir()} == wanted


@pytest.mark.usefixtures("kept")
def test_what_one_thing_lacks_is_said_and_the_rest_is_made(call, clip, tmp_path):
    done = call("export", clip, "-o", tmp_path / "out", "--what", "csv,sequence", "--skill", "2")
    assert done.code == 3
    assert "there are 0" in done.err
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {".csv"}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (("--what", "poster"), 2, "choose among: video, picture"),
        (("--parts", "beard"), 2, "choose among: skeleton"),
        (("--what", ","), 2, "nothing"),
        (("--what", "video", "--from", "5"), 3, "no part of the clip"),
        (("--what", "sequence", "--skill", "2"), 3, "there are 0"),
        (("--speed", "1"), 2, "--speed"),
    ],
)
def test_a_wrong_wish_is_said(call, clip, tmp_path, more, code, said):
    done = call("export", clip, "-o", tmp_path / "out", *more)
    assert done.code == code
    assert said in " ".join(done.err.split())


@pytest.mark.usefixtures("kept")
def test_two_clips_of_one_name_keep_their_files_apart(call, clip, tmp_path):
    other = tmp_path / "other" / clip.name
    other.parent.mkdir()
    other.write_bytes(clip.read_bytes())
    assert call("export", clip, other, "-o", tmp_path / "out", "--what", "html").code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert call("export", clip, "-o", tmp_path / "out", "--what", "html").code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_clip_without_an_analysis_gets_one_that_is_kept(call, clip, kept, tmp_path, monkeypatch):
    analysis = kept.get(sha256_of(clip), "blazepose", "full")
    made = []

    def analyse(path, options, **_more):
        made.append((path, options.pose_model))
        return attrs.evolve(analysis, model="lite")

    monkeypatch.setattr(module, "analyze", analyse)
    for _ in range(2):
        assert call("export", clip, "-o", tmp_path / "out", "--what", "html", "--pose-model", "lite").code == 0
    assert made == [(clip, "lite")]


@pytest.fixture
def slow(drawn_clip, kept, tmp_path):
    """A jump of 0.5 s, filmed eight times faster than the file plays, and its analysis by the file's times."""
    made = drawn_clip((Stand(0.5), Jump(flight=0.5), Stand(0.5)), fps=float(FILMED), azimuth=80.0)
    with VideoFile(made.path) as video:
        size = (video.info.width, video.info.height)
        path = tmp_path / "slow.mp4"
        with VideoWriter(path, size, FILMED / SLOWED) as writer:
            for frame in video.frames():
                writer.write(frame.image, frame.time_s * SLOWED)
    with VideoFile(path) as video:
        info, times = video.info, video.times
    track = attrs.evolve(made.truth.to_track(), times=times)
    phases = segments_of(made.truth.phases.astype(int), track.times, author="model true")
    kept.put(
        Analysis(info, sha256_of(path), track, "blazepose", "full", "auto", phases=phases, phase_model="true",
                 skills=measure_skills(track, phases)), path,
    )  # fmt: skip
    return path


def flight_of(folder):
    """Seconds of the one skill."""
    with (folder / "slow-skills.csv").open(encoding="utf-8") as file:
        [row] = [row for row in csv.DictReader(file) if row["measure"] == "flight_time"]
    return float(row["value"])


def test_slow_motion_that_was_typed_in_is_measured_in_real_time(call, slow, kept, tmp_path):
    assert call("export", slow, "-o", tmp_path / "file", "--what", "csv").code == 0
    done = call("export", slow, "-o", tmp_path / "real", "--what", "csv,html,sequence", "--capture-fps", FILMED)
    assert done.code == 0
    assert f"Filmed at {FILMED} frames per second" in done.out
    assert flight_of(tmp_path / "file") > 2.0
    assert flight_of(tmp_path / "real") == pytest.approx(0.5, abs=0.08)
    page = (tmp_path / "real" / "slow-report.html").read_text("utf-8")
    assert "8 times slower" in page

    with VideoFile(slow) as video:
        noted = NotedClip(sha256_of(slow), len(video))
    notes = NotesStore(kept.root.parent / "notes").open(noted)
    notes.history.do(set_capture_fps(FILMED))
    notes.close()
    assert "Filmed at" in call("export", slow, "-o", tmp_path / "noted", "--what", "csv").out
