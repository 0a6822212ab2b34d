import attrs
import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure.background import KINDS, Background
from training.figure.body import Body
from training.figure.camera import Camera
from training.figure.clothes import Outfit
from training.figure.feet import Place
from training.figure.motions import Dance, Somersault, Stand
from training.figure.render import Faults, Light, draw_figures
from training.figure.scene import Actor, Scene, Stage
from training.figure.skin import Sewing, one_joint

PLAIN = Background("plain", wall=(0, 0, 0), floor=(0, 0, 0))
SILHOUETTE = Light(sun=0.0, sky=2.0, shadow=0.0)


def picture(scene, index=0):
    images = list(Stage(scene).frames())
    return images[index][0]


def drawn(scene):
    """(H, W) bool: where somebody is drawn, by the difference to the empty scene."""
    empty = picture(attrs.evolve(scene, actors=(), duration=1 / scene.fps))
    return np.abs(picture(scene).astype(int) - empty).max(-1) > 8


STILL = (Stand(0.5),)


def one(moves=STILL, **changes):
    return Scene(
        (Actor(moves=moves),), background=PLAIN, light=SILHOUETTE, duration=changes.pop("duration", 0.04), **changes
    )


@pytest.mark.parametrize("azimuth", [0, 70, 180, 265])
def test_joints_lie_inside_the_drawn_figure(azimuth):
    scene = one((Dance(4),), camera=Camera(azimuth=azimuth), duration=2.0, fps=5.0)
    stage = Stage(scene)
    truth = stage.truth()
    body = BLAZEPOSE_33.indices(
        *(j for j in BLAZEPOSE_33.joints if j.split("_")[-1] in ("shoulder", "elbow", "hip", "knee", "ankle"))
    )
    for index, (image, _) in enumerate(stage.frames()):
        x, y = truth.pixels[index, body].astype(int).T
        assert (image[y, x].max(-1) > 0).all()


def test_a_marker_on_a_joint_is_drawn_where_the_truth_says():
    """A small bright ball fastened to the left wrist: its middle in the picture is the landmark."""
    scene = one((Somersault(),), size=(640, 480), duration=None)
    stage = Stage(scene)
    truth = stage.truth()
    sew = Sewing(Body(), Outfit(), 1.0)
    angle = np.linspace(0.05, np.pi - 0.05, 9)
    centre = sew.rest("left_wrist")
    rings = sew.ellipses(
        centre[1] + 0.01 * np.cos(angle), np.sin(angle)[:, None] * (0.01, 0.01), 12, x=centre[0], z=centre[2]
    )
    sew.tube(rings, one_joint("left_wrist"), angle, (255, 255, 255))
    wrist = BLAZEPOSE_33.index("left_wrist")
    for index in range(0, len(truth), 9):
        layer = draw_figures([sew.mesh()], [stage.postures[0].at(index)], stage.views.at(index), SILHOUETTE, 4)
        cover = layer.layer[..., 3]
        y, x = np.indices(cover.shape)
        middle = np.array([(cover * x).sum(), (cover * y).sum()]) / cover.sum() + layer.corner + 0.5
        assert middle == pytest.approx(truth.pixels[index, wrist], abs=0.35)


def test_a_face_is_seen_only_from_the_front():
    def eyes(azimuth):
        close = Camera(azimuth=azimuth, fov=8, target=(0, 1.55, 0), height=1.5)
        scene = attrs.evolve(one(camera=close, size=(320, 320)), light=Light(sun=0.0, sky=1.3))
        image = picture(attrs.evolve(scene, actors=(attrs.evolve(scene.actors[0], outfit=Outfit(hair="bald")),)))
        middle = image[100:220, 110:210].reshape(-1, 3)
        return (middle.min(1) > 225).sum()

    assert eyes(0) > 10
    assert eyes(180) == 0


def test_the_nearer_figure_covers_the_farther():
    near = Actor(
        outfit=Outfit(top_colour=(255, 0, 0), bottom_colour=(255, 0, 0)), moves=(Stand(1),), start=Place(z=0.6)
    )
    far = Actor(outfit=Outfit(top_colour=(0, 255, 0), bottom_colour=(0, 255, 0)), moves=(Stand(1),))
    for actors in ((near, far), (far, near)):
        image = picture(Scene(actors, background=PLAIN, light=SILHOUETTE, duration=0.04))
        _, green, red = image[160:230, 225:255].astype(int).transpose(2, 0, 1)
        assert ((red > 150) & (green < 60)).mean() > 0.5
        assert not ((green > 150) & (red < 60)).any()


def test_a_figure_leaves_the_picture_and_an_empty_room_is_empty():
    beside = attrs.evolve(one(), actors=(Actor(moves=(Stand(1),), start=Place(x=9.0)),))
    assert not drawn(beside).any()
    assert not Stage(beside).truth().inside.any()
    half = attrs.evolve(one(), actors=(Actor(moves=(Stand(1),), start=Place(x=2.0)),))
    assert drawn(half)[:, -1].any()
    assert picture(Scene(duration=0.1, background=Background("studio"))).shape == (360, 480, 3)


def test_behind_the_camera_nothing_is_drawn():
    behind = attrs.evolve(one(), actors=(Actor(moves=(Stand(1),), start=Place(z=9.0)),))
    assert not drawn(behind).any()


def test_motion_blur_smears_only_what_moves():
    scene = one((Somersault(),), duration=1.5)
    stage, blurred = Stage(scene), Stage(attrs.evolve(scene, faults=Faults(exposure=0.8)))
    moving = round(stage.truth().flights[0].start * 30) + 6

    def edges(stage, index):
        return np.abs(np.diff(stage.picture(index).astype(int), axis=1)).max(-1).clip(60).sum()

    assert np.abs(stage.picture(0).astype(int) - blurred.picture(0)).max() < 40
    assert edges(blurred, moving) < edges(stage, moving)


@pytest.mark.parametrize("kind", KINDS)
def test_every_background_draws_at_odd_sizes(kind):
    scene = attrs.evolve(one(size=(333, 251)), background=Background(kind, seed=4), camera=Camera(azimuth=200, roll=3))
    image = picture(scene)
    assert image.shape == (251, 333, 3)
    assert image.dtype == np.uint8
    assert image.std() > (0.5 if kind != "plain" else 0)


def test_a_shadow_lies_on_the_floor_and_not_in_the_air():
    lit = attrs.evolve(one(), background=Background("studio"), light=Light(shadow=0.6))
    plain = attrs.evolve(lit, light=Light(shadow=0.0))
    darker = picture(plain).astype(int) - picture(lit)
    assert darker.max() > 20
    feet = Stage(lit).truth().pixels[0, BLAZEPOSE_33.index("left_heel"), 1]
    assert not (darker[: int(feet) - 60] > 8).any()


def test_noise_blur_and_jpeg_change_a_picture_within_reason():
    clean = picture(attrs.evolve(one(), background=Background("gym")))
    for faults in (Faults(noise=5), Faults(blur=1.2), Faults(jpeg=60), Faults(gamma=1.3)):
        spoilt = picture(attrs.evolve(one(), background=Background("gym"), faults=faults))
        off = np.abs(spoilt.astype(int) - clean)
        assert 0.2 < off.mean() < 40
    noisy = picture(attrs.evolve(one(), faults=Faults(noise=5), background=Background("plain", wall=(128, 128, 128))))
    assert noisy[:60].std() == pytest.approx(5, rel=0.2)
