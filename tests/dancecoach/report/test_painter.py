import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from dancecoach.notes.drawing import KINDS, Drawing
from dancecoach.notes.records import AthleteHeight
from dancecoach.palette import SIDES, bgr
from dancecoach.report.letters import text_size, write_text
from dancecoach.report.notes_drawing import Scene, draw_drawing
from dancecoach.report.painter import FramePainter, Parts, scale_of
from dancecoach.report.surface import Surface

NOTHING = Parts(skeleton=False, phases=False, drawings=False)


def blank():
    return np.full((320, 480, 3), 90, np.uint8)


def changed(image):
    return (image != 90).any(axis=2)


def painted(filmed, frame, parts, **more):
    image = blank()
    FramePainter(filmed.track, parts, phases=filmed.analysis.phases, **more).paint(image, frame)
    return image


def test_nothing_wanted_nothing_drawn(leap, notes_with):
    notes = notes_with(leap, Drawing("line", ((0.1, 0.1), (0.9, 0.9)), 0, 99))
    assert not changed(painted(leap, 10, NOTHING, notes=notes)).any()


def test_each_part_is_where_it_belongs(leap):
    knee = leap.track.pixels()[10, leap.track.skeleton.index("left_knee")].astype(int)
    skeleton = changed(painted(leap, 10, attrs.evolve(NOTHING, skeleton=True)))
    banner = changed(painted(leap, 10, attrs.evolve(NOTHING, phases=True)))
    assert skeleton[knee[1], knee[0]]
    assert not skeleton[:20, :20].any()
    assert banner[10:20, 10:30].any()
    assert not banner[60:].any()


def test_a_frame_of_no_phase_has_no_banner(leap):
    painter = FramePainter(leap.track, attrs.evolve(NOTHING, phases=True), phases=leap.analysis.phases[:1])
    image = blank()
    painter.paint(image, len(leap.track) - 1)
    assert not changed(image).any()


def test_angles_are_drawn_in_their_sides_colour_near_their_joint(leap):
    image = painted(leap, 5, attrs.evolve(NOTHING, angles=("left_knee",)))
    knee = leap.track.pixels()[5, leap.track.skeleton.index("left_knee")]
    ys, xs = np.nonzero(changed(image))
    assert np.hypot(xs - knee[0], ys - knee[1]).max() < 90
    assert (np.abs(image.astype(int) - bgr(SIDES["left"])).max(axis=2) < 30).any()


def seen(filmed, right):
    """The clip with the left side wholly seen, and the right one so far."""
    visibility = np.ones_like(filmed.track.visibility)
    visibility[:, [i for i, j in enumerate(filmed.track.skeleton.joints) if j.startswith("right")]] = right
    track = attrs.evolve(filmed.track, visibility=visibility)
    return attrs.evolve(filmed, analysis=attrs.evolve(filmed.analysis, track=track))


def test_both_sides_or_only_the_one_that_is_seen_better(leap):
    filmed = seen(leap, 0.8)
    both = painted(filmed, 5, attrs.evolve(NOTHING, angles=("knee",)))
    one = painted(filmed, 5, attrs.evolve(NOTHING, angles=("knee",), nearer_only=True))
    left = painted(filmed, 5, attrs.evolve(NOTHING, angles=("left_knee",)))
    np.testing.assert_array_equal(one, left)
    assert changed(both).sum() > changed(left).sum()


def test_an_angle_that_is_not_seen_is_not_written(leap):
    assert not changed(painted(seen(leap, 0.2), 5, attrs.evolve(NOTHING, angles=("right_knee",)))).any()


def test_a_person_who_is_not_found_is_not_drawn(leap):
    found = leap.track.found.copy()
    found[10] = False
    landmarks = leap.track.landmarks.copy()
    landmarks[10] = np.nan
    track = attrs.evolve(leap.track, found=found, landmarks=landmarks)
    image = blank()
    FramePainter(track, Parts(angles=("knee",))).paint(image, 10)
    assert not changed(image).any()


def test_parts_by_name():
    assert Parts.of_names(["skeleton", "knee"]) == Parts(True, False, ("knee",), False)
    with pytest.raises(InputError, match=r"foot.*choose among: skeleton"):
        Parts.of_names(["foot"])


POINTS = ((0.3, 0.3), (0.6, 0.35), (0.6, 0.7), (0.3, 0.7))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_drawing_is_seen_on_its_frames_only(leap, notes_with, kind):
    count = {"trail": 0}.get(kind, min(KINDS[kind][1], 4))
    text = {"text": "Knie", "line": "so"}.get(kind, "")
    joint = "left_wrist" if kind == "trail" else ""
    drawing = Drawing(kind, POINTS[:count], 5, 20, colour="#FF2000", text=text, joint=joint)
    notes = notes_with(leap, drawing)
    parts = attrs.evolve(NOTHING, drawings=True)
    image = painted(leap, 20, parts, notes=notes)
    assert (np.abs(image.astype(int) - bgr("#FF2000")).max(axis=2) < 60).sum() > 10
    assert not changed(painted(leap, 21, parts, notes=notes)).any()


def test_a_drawing_that_fades_is_seen_less():
    line = Drawing("line", ((0.1, 0.5), (0.9, 0.5)), 10, 10, fade=3, colour="#FFFFFF")
    levels = []
    for frame in range(10, 15):
        image = blank()
        draw_drawing(Surface.of_image(image), line, frame, Scene())
        levels.append(int(image[160, 240, 0]))
    assert levels[0] == 255
    assert levels == sorted(levels, reverse=True)
    assert levels[4] == 90


def test_a_stopwatch_runs_in_the_clips_time(leap, notes_with):
    watch = Drawing("stopwatch", ((0.1, 0.1),), 0, 60, runs_from=0, runs_to=30)
    notes = notes_with(leap, watch)
    parts = attrs.evolve(NOTHING, drawings=True)
    at = [painted(leap, frame, parts, notes=notes) for frame in (10, 20, 30, 40)]
    assert (at[0] != at[1]).any()
    np.testing.assert_array_equal(at[2], at[3])


def test_a_height_says_how_long_a_metre_is(leap, notes_with):
    scale = scale_of(notes_with(leap, calibration=AthleteHeight(1.7)), leap.track)
    tall = 1.7 / scale.metres_per_pixel
    truth = np.ptp(leap.track.pixels()[0, :, 1])
    assert tall == pytest.approx(truth, rel=0.15)
    assert scale_of(None, leap.track) is None


def test_letters_of_any_script_are_written_and_cut_at_the_edge():
    image = blank()
    write_text(Surface.of_image(image), "Łódź, 30° ± 2", (100, 50), height=24, colour=(255, 255, 255))
    assert changed(image)[50:80, 100:300].any()
    write_text(Surface.of_image(image), "weit draußen", (470, 310), height=24, colour=(0, 0, 255))
    write_text(Surface.of_image(image), "ganz weit", (900, 900), height=24, colour=(0, 0, 255))
    assert text_size("two\nlines", 20)[1] > 1.8 * text_size("one", 20)[1]
