"""Speed of the pose engine against a bare MediaPipe loop, on the same frames, interleaved in one run."""

import itertools
import os
import sys
import time

import av
import cv2
import numpy as np
import psutil
import pytest

from dancecoach.pose.blazepose.engine import BlazePose
from dancecoach.resources import model_path
from dancecoach.video.frame import Frame

pytestmark = pytest.mark.benchmark

mediapipe = pytest.importorskip("mediapipe", reason="the optional engine mediapipe is not installed")

FRAMES, BLOCK, ROUNDS = 100, 20, 4
"""Loops take turns every `BLOCK` frames, so that a busy moment of the machine strikes all alike; of the rounds, each
block's best counts."""


@pytest.fixture(params=["dance_single.mp4", "dance_afro.mp4"])
def clip(request, shared_data):
    with av.open(str(shared_data / "videos" / "dev" / request.param)) as file:
        return request.param, [
            Frame(f.to_ndarray(format="bgr24"), float(f.pts * f.time_base), i)
            for i, f in enumerate(itertools.islice(file.decode(video=0), FRAMES))
        ]


class Theirs:
    """MediaPipe's loop in VIDEO mode, nothing around it."""

    def __init__(self, model):
        from mediapipe.tasks.python import BaseOptions, vision

        self.vision = vision
        self.landmarker = vision.PoseLandmarker.create_from_options(
            vision.PoseLandmarkerOptions(
                base_options=BaseOptions(model_asset_path=str(model_path(f"pose_landmarker_{model}.task"))),
                running_mode=vision.RunningMode.VIDEO,
            )
        )
        self.start_ms = 0

    def restart(self):
        """Another clip begins; MediaPipe's own clock may only go on."""
        self.start_ms += 1_000_000

    def __call__(self, frame):
        rgb = cv2.cvtColor(frame.image, cv2.COLOR_BGR2RGB)
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        self.landmarker.detect_for_video(image, self.start_ms + round(frame.time_s * 1000))


class Ours:
    """The engine as the app uses it."""

    def __init__(self, model, threads):
        self.engine = BlazePose(model, threads=threads, gpu="never")

    def restart(self):
        self.engine.reset()

    def __call__(self, frame):
        self.engine.estimate(frame)


def best_times(loops, frames):
    """Milliseconds a frame, by the clock and of the processor, of each loop."""
    blocks = [frames[i : i + BLOCK] for i in range(0, len(frames), BLOCK)]
    spent = {key: np.full((ROUNDS, len(blocks), 2), np.inf) for key in loops}
    for r in range(ROUNDS):
        for loop in loops.values():
            loop.restart()
        for b, block in enumerate(blocks):
            for key, loop in loops.items():
                clock, processor = time.perf_counter(), time.process_time()
                for frame in block:
                    loop(frame)
                spent[key][r, b] = time.perf_counter() - clock, time.process_time() - processor
    return {key: 1e3 * s.min(axis=0).sum(axis=0) / len(frames) for key, s in spent.items()}


@pytest.mark.parametrize("model", ["lite", "full"])
def test_frames_a_second_against_mediapipe(clip, model, capsys):
    name, frames = clip
    theirs = Theirs(model)
    best = best_times(
        {"mediapipe": theirs, "ours, 1 thread": Ours(model, 1), "ours, 2 threads": Ours(model, 2)}, frames
    )
    theirs.landmarker.close()
    with capsys.disabled():
        sys.stdout.write(f"\n{name}, {model}: ms a frame by the clock (of the processor), times as fast\n")
        for key, (clock, processor) in best.items():
            ratio = best["mediapipe"] / (clock, processor)
            sys.stdout.write(f"  {key:16}{clock:6.1f} ({processor:4.1f})   {ratio[0]:4.2f} ({ratio[1]:4.2f})\n")
    assert best["mediapipe"][1] / best["ours, 1 thread"][1] > 1.3, "less work"
    if psutil.getloadavg()[0] < (os.cpu_count() or 1) + 1:
        assert best["mediapipe"][0] / best["ours, 2 threads"][0] > 1.5, "less time, on a machine with a core to spare"
