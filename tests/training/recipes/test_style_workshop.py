import attrs
import numpy as np

from dancecoach.models.style import SLICE_S
from dancecoach.motion.features import FEATURES
from dancecoach.motion.grid import RATE_HZ
from dancecoach.progress import ignore_progress
from training.data.augment import PLAIN
from training.data.sets import StyleSet
from training.recipes import style_workshop
from training.recipes.style_workshop import THERE, Fitted, StyleTraining, Workshop
from training.train import History


def test_usual_settings_take_the_rounds_asked_for():
    assert StyleTraining.usual(epochs=3).schedule.epochs == 3
    assert StyleTraining.usual() == StyleTraining()
    assert StyleTraining.usual(members=3).members == 3


def test_many_clips_are_varied_less_often():
    assert StyleTraining().copies(41) == 40
    assert StyleTraining().copies(500) == 4
    assert StyleTraining().copies(9000) == 2


def _fitted(monkeypatch, said):
    """A network that says of a slice what ``said`` gives for it."""
    monkeypatch.setattr(style_workshop, "predict", lambda network, slices: [said(part) for part in slices])
    width = len(FEATURES)
    return Fitted(None, None, np.zeros(width, np.float32), np.ones(width, np.float32), History((), (), 0))


def _rows(count, value):
    rows = np.full((count, len(FEATURES)), value, np.float32)
    rows[:, THERE] = 1.0
    return rows


def test_a_clip_is_what_its_slices_say_the_longer_the_more(monkeypatch):
    fitted = _fitted(monkeypatch, lambda part: np.array([part[:, 0].mean(), len(part)]))
    whole = int(SLICE_S * RATE_HZ)
    long = np.concatenate([_rows(whole, 1.0), _rows(whole, 3.0)])
    gone = _rows(50, 99.0)
    gone[:, THERE] = 0.0
    short = np.concatenate([_rows(20, 5.0), gone])
    np.testing.assert_allclose(fitted.logits([long, short]), [[2.0, whole], [5.0, 20]])


def test_none_of_the_dances_is_a_class_where_other_movement_is_taught(make_clip, others):
    clips = tuple(make_clip(90, 1.0, f"{style}-{i}", style, seed=i) for style in "ab" for i in range(2))
    dances = StyleSet("set", clips, tuple(clip.name for clip in clips), ("",) * 4)
    settings = attrs.evolve(StyleTraining(), variants=2, augmentation=PLAIN)
    quiet = {"progress": ignore_progress, "cancel": None}
    alone, beside = (Workshop.open(dances, store, settings, **quiet) for store in (None, others))
    assert (alone.labels, alone.knows_none) == (("a", "b"), False)
    assert (beside.labels, beside.knows_none) == (("a", "b", "unknown"), True)
