"""How late camera and loudspeaker make somebody seem: measured by claps, of hands drawn at a known delay."""

import numpy as np
import pytest

from dancecoach.pipeline.practice.delay import (
    BEEP_S,
    BEEPS,
    LISTENED,
    USUAL_S,
    ClapWatch,
    Delay,
    beeps,
    claps,
    delay_of,
    hands_apart,
)
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.sound_passage import Heard

TOLD = np.array(beeps().metronome.beats_s)


def apart_at(moments, clap_s, quick=0.25, slow=0.35):
    """Distance of hands that close quickly and part slowly, meeting at each of ``clap_s``."""
    off = moments[:, None] - clap_s[None]
    way = np.where(off < 0, -off / quick, off / slow).min(axis=1)
    return 0.1 + 1.2 * np.sin(np.clip(way, 0, 1) * np.pi / 2) ** 1.5


@pytest.mark.parametrize("delay_s", [0.0, 0.12, 0.31])
@pytest.mark.parametrize("fps", [10, 15, 30])
def test_claps_tell_a_known_delay(delay_s, fps):
    rng = np.random.default_rng(fps)
    moments = np.sort(
        np.arange(0.2, TOLD[-1] + 1, 1 / fps) + rng.uniform(-0.01, 0.01, len(np.arange(0.2, TOLD[-1] + 1, 1 / fps)))
    )
    clapped = TOLD[LISTENED:] + delay_s + rng.normal(0, 0.015, BEEPS - LISTENED)
    apart = apart_at(moments, clapped) + rng.normal(0, 0.02, len(moments))
    found = delay_of(claps(moments, apart), TOLD[LISTENED:])
    assert found.seconds == pytest.approx(delay_s, abs=0.025)
    assert found.claps >= 10
    assert found.doubt_s < 0.02


def test_who_claps_as_they_like_or_not_at_all_measures_nothing():
    moments = np.arange(0, 13, 1 / 30)
    rng = np.random.default_rng(1)
    anyhow = np.sort(rng.uniform(1, 12, 14))
    found = delay_of(claps(moments, apart_at(moments, anyhow)), TOLD[LISTENED:])
    assert found.seconds is None
    assert found.uneven
    still = delay_of(claps(moments, 0.8 + rng.normal(0, 0.02, len(moments))), TOLD[LISTENED:])
    assert (still.seconds, still.uneven) == (None, False)
    assert delay_of(np.zeros(0), TOLD).seconds is None


def test_hands_are_measured_in_trunks_and_only_where_they_are_seen():
    points = dict.fromkeys(BODY_13.joints, (0.5, 0.5))
    points |= {
        "left_shoulder": (0.6, 0.3),
        "right_shoulder": (0.4, 0.3),
        "left_hip": (0.6, 0.7),
        "right_hip": (0.4, 0.7),
    }
    points |= {"left_wrist": (0.9, 0.5), "right_wrist": (0.1, 0.5)}
    landmarks = np.array([(*points[name], 0) for name in BODY_13.joints], np.float32)
    pose = BodyPose(landmarks, np.ones(13, np.float32), None, 1.0)
    assert hands_apart(pose, BODY_13) == pytest.approx(2.0)
    hidden = np.ones(13, np.float32)
    hidden[BODY_13.index("left_wrist")] = 0.1
    assert hands_apart(BodyPose(landmarks, hidden, None, 1.0), BODY_13) is None


def test_a_watch_hands_every_picture_on(picture_at):
    watch = ClapWatch(Heard)
    result = watch.push(picture_at(1.0, 1.0))
    assert result.heard.media_s == 1.0
    assert result.moment is None
    watch.push(picture_at(2.0))
    assert watch.measured().seconds is None


def test_what_is_not_measured_is_guessed_and_said_to_be():
    assert Delay.of(None) == Delay(USUAL_S, 0.1, False)
    assert Delay.of(0.23) == Delay(0.23, 0.0, True)
    assert BEEP_S > 0.6 + 0.15, "a delay cannot be taken for an earlier clap"
