import numpy as np
import pytest

from dancecoach.palette import PHASES, SIDES, bgr
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.report.drawing import bone_colour, draw_phase, draw_skeleton, phase_word
from dancecoach.report.surface import Surface


@pytest.fixture
def person(figure):
    """A standing figure facing the camera, its points in pixels of a 600 x 600 picture."""
    track = figure.track(figure.points(1), [0.0], pixels_per_metre=250, frame_size=(600, 600))
    return track.pixels()[0]


def drawn(points, visibility=None, skeleton=BLAZEPOSE_33, size=(600, 600)):
    image = np.zeros((*size, 3), np.uint8)
    draw_skeleton(
        Surface.of_image(image),
        points,
        np.ones(len(points), np.float32) if visibility is None else visibility,
        skeleton,
    )
    return image


def painted(image, colour):
    return (np.abs(image.astype(int) - colour).max(axis=2) < 12).sum()


def near(image, points, joint, reach=3):
    x, y = points[BLAZEPOSE_33.index(joint)].round().astype(int)
    return image[y - reach : y + reach + 1, x - reach : x + reach + 1]


def test_left_is_warm_and_right_is_cool(person):
    image = drawn(person)
    assert painted(near(image, person, "left_knee"), bgr(SIDES["left"])) > 10
    assert painted(near(image, person, "left_knee"), bgr(SIDES["right"])) == 0
    assert painted(near(image, person, "right_knee"), bgr(SIDES["right"])) > 10


def test_a_bone_between_the_sides_belongs_to_neither():
    assert bone_colour(BODY_13, "left_hip", "right_hip") == bgr(SIDES["middle"])
    assert bone_colour(BODY_13, "left_hip", "left_knee") == bgr(SIDES["left"])


def test_a_doubtful_joint_is_hollow_and_its_bones_are_dashed(person):
    visibility = np.ones(33, np.float32)
    visibility[BLAZEPOSE_33.index("left_knee")] = 0.2
    sure, doubtful = drawn(person), drawn(person, visibility)
    assert not doubtful[tuple(person[BLAZEPOSE_33.index("left_knee")].round().astype(int)[::-1])].any()
    x, y = person[BLAZEPOSE_33.index("left_knee")].round().astype(int)
    assert sure[y, x].any()
    shank = person[BLAZEPOSE_33.indices("left_knee", "left_ankle")]
    along = np.linspace(*shank, 200).round().astype(int)[20:-20]
    lit = doubtful[along[:, 1], along[:, 0]].any(axis=1)
    assert sure[along[:, 1], along[:, 0]].any(axis=1).all()
    assert 0.25 < lit.mean() < 0.75
    assert (np.diff(lit.astype(int)) != 0).sum() >= 6


def test_missing_joints_are_left_out(person):
    gone = person.copy()
    gone[BLAZEPOSE_33.index("left_ankle")] = np.nan
    image = drawn(gone)
    assert not drawn(np.full((33, 2), np.nan, np.float32)).any()
    x, y = ((person[25] + person[27]) / 2).round().astype(int)
    assert not image[y, x].any()


@pytest.mark.parametrize("far", [1e9, -1e9, 1e30])
def test_points_far_outside_do_no_harm(person, far):
    wild = person.copy()
    wild[BLAZEPOSE_33.index("left_wrist")] = far
    assert drawn(wild).any()


def test_a_tiny_body_has_no_face(person):
    large, tiny = drawn(person), drawn(300 + (person - 300) / 6)
    # The head is above the shoulders; of its face only the nose is left.
    assert painted(large[:170], bgr(SIDES["left"])) > 50
    assert painted(tiny[:278], bgr(SIDES["left"])) == 0
    assert painted(tiny[278:], bgr(SIDES["left"])) > 5


def test_the_width_follows_the_size(person):
    large = drawn(person * 3, size=(1800, 1800))
    assert (large.any(axis=2)).sum() > 4 * (drawn(person).any(axis=2)).sum()


class TestPhase:
    @pytest.mark.parametrize("phase", PHASES)
    @pytest.mark.parametrize("size", [(240, 320), (720, 1280), (1280, 720), (64, 48)])
    def test_its_colour_is_in_the_upper_left_corner_and_nowhere_else(self, phase, size):
        image = np.zeros((*size, 3), np.uint8)
        draw_phase(Surface.of_image(image), phase)
        ys, xs = np.nonzero(np.abs(image.astype(int) - bgr(PHASES[phase])).max(axis=2) < 4)
        assert len(ys) > 60
        assert ys.max() < max(0.2 * size[0], 24)
        assert xs.max() < 0.6 * size[1] + 8

    def test_the_banner_keeps_its_place(self):
        places = set()
        for phase in PHASES:
            image = np.full((480, 640, 3), 200, np.uint8)
            draw_phase(Surface.of_image(image), phase)
            ys, xs = np.nonzero((image != 200).any(axis=2))
            places.add((ys.min(), ys.max(), xs.min(), xs.max()))
        assert len(places) == 1

    def test_the_word_is_written(self):
        seen = []
        for phase in PHASES:
            image = np.zeros((480, 640, 3), np.uint8)
            draw_phase(Surface.of_image(image), phase)
            seen.append((np.abs(image.astype(int) - 24).max(axis=2) < 8).sum())
        assert min(seen) > 100
        assert seen[1] > seen[0], "take-off has more letters than idle"

    def test_letters_that_opencv_lacks_are_not_tried(self, monkeypatch):
        from dancecoach.report import drawing

        monkeypatch.setattr(
            drawing, "_", {"idle": "Ruhe", "take-off": "Absprung", "skill": "Übung", "landing": "Landung"}.get
        )
        assert [phase_word(p) for p in PHASES] == ["Ruhe", "Absprung", "skill", "Landung"]
