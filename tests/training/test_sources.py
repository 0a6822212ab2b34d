import attrs
import numpy as np
import pytest

pytest.importorskip("sklearn")

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BODY_13
from training.data.cleaning import Lengths, cleaned
from training.data.mocap import TILT, Capture, filmed
from training.data.sets import StyleSet
from training.sources import noise_alone, section, segments, what_sources_tell

STANDING = {
    "nose": (0, 1.6, 0.1), "shoulder": (0.18, 1.4, 0), "elbow": (0.25, 1.12, 0), "wrist": (0.25, 0.9, 0.1),
    "hip": (0.1, 0.9, 0), "knee": (0.1, 0.48, 0.02), "ankle": (0.1, 0.08, 0),
}  # fmt: skip


def _capture(take, rng, *, shaky):
    """The same movement by two sources: one has long forearms and high hips, trembles and drifts."""
    frames = 120
    beat = np.sin(2 * np.pi * (np.arange(frames) / 30 * rng.uniform(0.8, 1.2) + rng.random()))[:, None]
    body = np.zeros((frames, 13, 3))
    for i, name in enumerate(BODY_13.joints):
        side, _, part = name.rpartition("_")
        x, y, z = STANDING[part]
        body[:, i] = (x if side == "left" else -x, y, z)
    body[:, BODY_13.indices("left_wrist", "right_wrist")] += (beat * (0.1, 0.15, 0.05))[:, None]
    if shaky:
        body[:, BODY_13.indices("left_wrist", "right_wrist"), 1] -= 0.12
        body[:, BODY_13.indices("left_hip", "right_hip"), 1] += 0.09
        body += rng.normal(0, 0.012, body.shape)
        body[..., 0] += np.linspace(0, 1, frames)[:, None]
    return Capture(f"take-{take}", body, 30.0, "polka" if shaky else "reel", source="b" if shaky else "a")


def _filmed(make):
    rng = np.random.default_rng(3)
    captures = [_capture(i, rng, shaky=bool(i % 2)) for i in range(40)]
    clips = tuple(attrs.evolve(filmed(make(c, rng), rng, TILT), style=c.label) for c in captures)
    return StyleSet("made up", clips, tuple(c.name for c in captures), tuple(c.source for c in captures))


@pytest.fixture(scope="module")
def raw():
    return _filmed(lambda capture, rng: capture)


@pytest.fixture(scope="module")
def clean():
    return _filmed(lambda capture, rng: cleaned(capture, Lengths.drawn(rng)))


def test_a_source_with_too_few_takes_is_named(raw):
    few = StyleSet("few", raw.clips[:13], raw.takes[:13], ("a", "b", "b") * 4 + ("b",))
    with pytest.raises(InputError, match="a: has 4 takes, too few for 5 folds; add takes, or take them out"):
        list(what_sources_tell(few))


def test_raw_captures_are_told_by_noise_and_skeleton_and_cleaned_ones_are_not(raw, clean):
    for trace in ("noise", "segments"):
        (before,), (after,) = what_sources_tell(raw, [trace]), what_sources_tell(clean, [trace])
        assert before.alone["polka"] > 0.9, trace
        assert 0.2 < after.alone["polka"] < 0.8, trace
        assert after.accuracy < 0.75 < before.accuracy, trace
        shown = section([before], [after])
        assert shown.columns == ("looked at", "source", "alike", "polka", "alike", "reel", "alike", "within", "alike")
        assert shown.rows[0][0] == trace


def test_noise_alone_is_a_body_that_stands_still(raw):
    still = noise_alone(raw)
    assert (still.styles, still.takes) == (raw.styles, raw.takes)
    assert {len(clip.track) for clip in still.clips} == {len(clip.labels) for clip in still.clips} == {90}
    found = [clip.track.landmarks[..., :2].std(0).mean() for clip in still.clips]
    shaky = np.array(still.sources) == "b"
    assert np.min(np.array(found)[shaky]) > np.median(np.array(found)[~shaky])
    assert np.ptp([segments(clip)[0] for clip in still.clips]) < 0.5 < np.ptp([segments(clip)[0] for clip in raw.clips])


def test_dances_of_several_sources_are_asked_about_within(raw):
    more = tuple(attrs.evolve(clip, style="jig", name=f"{clip.name}-again") for clip in raw.clips[::2])
    clips = (*(attrs.evolve(clip, style="reel") for clip in raw.clips), *more)
    mixed = StyleSet("mixed", clips, tuple(c.name for c in clips), (*raw.sources, *raw.sources[::2]))
    (told,) = what_sources_tell(mixed, ["segments"])
    assert told.alone == {}
    assert told.within > 0.9
