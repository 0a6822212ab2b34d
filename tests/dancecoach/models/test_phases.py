"""Phases of clips and of a stream, with small networks whose verdicts are known."""

import numpy as np
import pytest

from dancecoach.models.phases import LivePhases, PhaseSegmenter
from dancecoach.models.style import LiveStyle, StyleClassifier


def test_smoke(tiny_model, figure):
    track = figure.track(figure.points(90, knee=np.linspace(0, 90, 90)), np.arange(90) / 30)
    r = PhaseSegmenter(tiny_model("phases")).segment(track)
    print(r.segments, r.warnings)
    live = LivePhases(track.skeleton, track.frame_size, tiny_model("phases", causal=True, look_ahead=2, name="l.onnx"))
    from dancecoach.pose.estimator import BodyPose
    for i in range(90):
        print(live.push(track.times[i], BodyPose(track.landmarks[i], track.visibility[i], None, 1.0)))
    print(StyleClassifier(tiny_model("style", name="s.onnx")).classify(track))
    s = LiveStyle(track.skeleton, track.frame_size, tiny_model("style", name="s.onnx"))
    for i in range(90):
        x = s.push(track.times[i], BodyPose(track.landmarks[i], track.visibility[i], None, 1.0))
    print(x)
