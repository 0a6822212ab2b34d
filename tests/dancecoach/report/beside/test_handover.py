"""What is handed over of a comparison: every form says the same, and the video shows both as they were danced."""

import csv
import subprocess

import attrs
import av
import numpy as np
import pypdfium2
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import Cancelled
from dancecoach.library.analyses.record import Analysis
from dancecoach.palette import MATCHES, rgb
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.report.beside.compared import Compared
from dancecoach.report.beside.gather import gather_page
from dancecoach.report.beside.handover import NAMES, THINGS, hand_over_beside
from dancecoach.report.beside.match import match_of
from dancecoach.report.beside.pdf import beside_pdf
from dancecoach.report.beside.table import beside_csv
from dancecoach.video.file import VideoFile
from training.figure.motions import Dance

MOVES = (Dance(counts=16, tempo=110),)


def lowered(track, first_s, last_s):
    """The left arm hangs straight down for some time."""
    world, landmarks = np.array(track.world), np.array(track.landmarks)
    rows = (track.times >= first_s) & (track.times < last_s)
    shoulder, elbow, wrist = track.skeleton.indices("left_shoulder", "left_elbow", "left_wrist")
    for points, down in ((world, (0.0, 0.28, 0.0)), (landmarks, (0.0, 0.13, 0.0))):
        points[rows, elbow] = points[rows, shoulder] + down
        points[rows, wrist] = points[rows, elbow] + down
    return attrs.evolve(track, world=world, landmarks=landmarks)


def analysis_of(clip, track):
    with VideoFile(clip) as video:
        return Analysis(video.info, "ab" * 32, track, "blazepose", "full", "dance")


@pytest.fixture(scope="module")
def compared(drawn_clip):
    """A drawn dance and a learner whose left arm hangs down from 3 to 7 s."""
    clip = drawn_clip(MOVES, size=(240, 320), azimuth=0)
    track = clip.truth.to_track()
    wrong = lowered(track, 3.0, 7.0)
    sides = analysis_of(clip.path, track), analysis_of(clip.path, wrong)
    return Compared(compare(track, wrong), *sides, clips=(clip.path, clip.path), made="today")


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def test_the_pdf_says_what_the_page_says(compared):
    page = gather_page(attrs.evolve(compared, steps=(Phrase(0.0, 60.0, 1001, "basic step & a turn"),)))
    pages = words_of(beside_pdf(page))
    said = "".join(pages)
    expected = [page.title, page.score, *page.warnings, *(mark.name for mark in page.marks)]
    expected += [text for row in page.phrases for text in (row.name, row.steps, row.when, *row.cues, row.praise)]
    expected += [text for row in page.joints for text in (row.name, row.difference, row.share)]
    for text in expected:
        assert "".join(text.split()) in said, text
    assert all("Madewithdancecoach·today" in one for one in pages)


def test_a_clip_whose_name_is_no_text_is_on_the_page_with_marks(compared):
    nameless = attrs.evolve(compared.learner, clip=attrs.evolve(compared.learner.clip, path="caf\udce9.mp4"))
    page = gather_page(attrs.evolve(compared, learner=nameless, clips=(None, None)))
    assert page.title.startswith("caf\ufffd.mp4 beside ")
    assert beside_pdf(page).startswith(b"%PDF")


def test_many_parts_go_on_on_further_sheets(compared):
    page = gather_page(compared)
    many = attrs.evolve(page, phrases=page.phrases * 40)
    sheets = words_of(beside_pdf(many))
    assert len(sheets) > 3
    assert [sheet[-len(str(n)) :] for n, sheet in enumerate(sheets, 1)] == [str(n) for n in range(1, len(sheets) + 1)]


def test_without_an_overlap_the_pdf_says_why(compared):
    skeleton = compared.reference.track.skeleton
    short = PoseTrack.from_poses([0.0], [None], frame_size=(64, 48), skeleton=skeleton, source="")
    found = compare(compared.reference.track, short)
    page = gather_page(Compared(found, compared.reference, compared.learner))
    (sheet,) = words_of(beside_pdf(page))
    assert "".join(found.warnings[0].split()) in sheet


def test_the_table_has_a_line_for_the_whole_and_for_each_part(compared):
    comparison = compared.comparison
    rows = list(csv.DictReader(beside_csv(comparison).splitlines()))
    assert [row["part"] for row in rows] == ["all", *(str(line.phrase.number) for line in comparison.phrases)]
    assert float(rows[0]["score"]) == comparison.score.total
    means = {line.joint: line.difference for line in comparison.joints}
    assert {joint: float(rows[0][f"{joint}_deg"]) for joint in JOINTS} == pytest.approx(means, abs=0.06)
    worst = max(rows[1:], key=lambda row: float(row["left_elbow_deg"]))
    assert float(worst["reference_start_s"]) < 7.0
    assert float(worst["left_elbow_mark"]) < float(worst["right_elbow_mark"])


def test_joints_in_the_table_are_those_of_the_page_in_a_mirror_too(compared):
    track = compared.learner.track
    flipped = np.array(track.landmarks), np.array(track.world)
    flipped[0][..., 0] = 1 - flipped[0][..., 0]
    flipped[1][..., 0] *= -1
    joints = track.skeleton.joints
    twins = [joints.index(n.replace("left", "L").replace("right", "left").replace("L", "right")) for n in joints]
    mirrored = attrs.evolve(track, landmarks=flipped[0][:, twins], world=flipped[1][:, twins])
    found = compare(compared.reference.track, mirrored)
    assert found.overlap.mirrored
    row = next(csv.DictReader(beside_csv(found).splitlines()))
    means = {line.joint: line.difference for line in found.joints}
    assert {joint: float(row[f"{joint}_deg"]) for joint in JOINTS} == pytest.approx(means, abs=0.06)
    assert float(row["right_elbow_deg"]) > float(row["left_elbow_deg"])


def test_limbs_match_but_where_they_are_wrong(compared):
    aligned = compared.comparison.aligned
    match = match_of(aligned, np.array([1.5, 5.0, 60.0]))
    elbow = JOINTS.index("left_elbow")
    assert match[0, elbow] > 0.9
    assert match[1, elbow] < 0.3
    assert match[1, JOINTS.index("right_elbow")] > 0.9
    assert np.isnan(match[2]).all()
    np.testing.assert_array_equal(match_of(aligned, aligned.reference_s, of_reference=True)[:, elbow],
                                  match_of(aligned, aligned.learner_s)[:, elbow])  # fmt: skip


@pytest.fixture(scope="module")
def sounding(compared, tmp_path_factory):
    """The reference with a tone under it."""
    path = tmp_path_factory.mktemp("tone") / "lesson.mp4"
    clip = compared.clips[0]
    tone = ("-f", "lavfi", "-i", "sine=frequency=440:duration=12", "-c:v", "copy", "-c:a", "aac", "-shortest")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(clip), *tone, str(path)], check=True)
    return path


def video_of(compared, folder, **more):
    hand_over_beside(compared, ("video",), folder, **more)
    return folder / NAMES["video"]


@pytest.mark.parametrize("tempo", [1.0, 0.7])
def test_the_video_goes_as_it_was_danced_with_its_music(compared, sounding, tmp_path, tempo):
    """Danced to slowed music the video is as long as that took, and the tone is as high as ever."""
    track = attrs.evolve(compared.learner.track, times=compared.learner.track.times / tempo)
    found = compare(compared.reference.track, track, offset_s=0.0, tempo=tempo)
    learner = attrs.evolve(compared.learner, track=track)
    slow = Compared(found, compared.reference, learner, clips=(sounding, compared.clips[1]))
    path = video_of(slow, tmp_path)
    first, last = found.aligned.reference_s[[0, -1]]
    length = (last - first) / tempo
    assert length > 0.9 * compared.reference.track.times[-1] / tempo
    with VideoFile(path) as video:
        assert video.times[-1] == pytest.approx(length, abs=0.2)
        assert video.info.width >= 2 * 240
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
    assert len(sound) / stream.rate == pytest.approx(length, abs=0.3)
    middle = sound[len(sound) // 3 : len(sound) // 3 + stream.rate]
    assert np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() == pytest.approx(440, abs=3)


def test_wrong_limbs_are_amber_on_both_bodies(compared, tmp_path):
    path = video_of(compared, tmp_path)
    amber = np.array(rgb(MATCHES["off"]))[::-1]

    def share(image):
        return float((np.abs(image.astype(int) - amber).max(axis=2) < 45).mean())

    with VideoFile(path) as video:
        right, wrong = (video.frame(int(np.abs(video.times - at).argmin())).image for at in (1.5, 5.0))
    half = wrong.shape[1] // 2
    for side in (np.s_[:, :half], np.s_[:, half:]):
        assert share(wrong[side]) > share(right[side]) + 3e-4


def test_all_of_it_is_in_the_folder_under_its_names(compared, tmp_path):
    told = []
    bare = Compared(compared.comparison, compared.reference, compared.learner)
    made = hand_over_beside(bare, THINGS, tmp_path / "new", progress=told.append)
    assert {path.name for path in made.files} == {NAMES[thing] for thing in THINGS if thing != "video"}
    assert "no pictures" in made.lacking[0]
    assert [path for path in (tmp_path / "new").iterdir() if path.name.startswith(".")] == []
    assert len({progress.stage for progress in told}) == len(made.files)


def test_stopped_in_the_video_nothing_half_is_left(compared, tmp_path):
    token = CancelToken()

    def tell(progress):
        if progress.done > 3:
            token.cancel()

    with pytest.raises(Cancelled):
        hand_over_beside(compared, ("csv", "video"), tmp_path, progress=tell, cancel=token)
    assert [path.name for path in tmp_path.iterdir()] == [NAMES["csv"]]


def test_a_clip_that_went_away_is_said_and_the_rest_is_made(compared, tmp_path):
    clips = tmp_path / "gone.mp4", compared.clips[1]
    moved = Compared(compared.comparison, compared.reference, compared.learner, clips=clips)
    made = hand_over_beside(moved, ("csv", "video"), tmp_path)
    assert [path.name for path in made.files] == [NAMES["csv"]]
    assert len(made.lacking) == 1
