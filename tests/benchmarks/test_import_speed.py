"""Clips come into a library as quickly as they are analysed: nothing else is in the way."""

import shutil
import sys
import time

import numpy as np
import pytest

from dancecoach.library.catalogue.records import State, Storage
from dancecoach.library.library import Library
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.importing.importer import Importer
from dancecoach.pipeline.workers import cpu_cores
from dancecoach.progress import CancelToken

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

CLIPS = ("jump_side.mp4", "handstand.mp4", "squatjump_1.mp4", "beam_handspring.mp4", "dance_afro.mp4", "floor_leap.mp4")
ROUNDS = 3
AT_LEAST = 0.95
OPTIONS = AnalyzeOptions(pose_model="full", workers=max(1, cpu_cores() - 1))
"""As the window does it: one core is left to the window."""


def plainly(clips):
    """Seconds for `analyze` of all clips, one after the other."""
    began = time.perf_counter()
    for clip in clips:
        analyze(clip, OPTIONS)
    return time.perf_counter() - began


def imported(clips, folder):
    """Seconds for the same clips into a new library: copied, pictured, analysed, found by what is in them."""

    def look(path, progress, cancel):
        return analyze(path, OPTIONS, progress=progress, cancel=cancel)

    with Library(folder) as library:
        began = time.perf_counter()
        library.jobs.add(clips, Storage.COPIED)
        Importer(library, look, (OPTIONS.engine, OPTIONS.pose_model)).work_off(CancelToken())
        took = time.perf_counter() - began
        assert library.jobs.counts()[State.DONE] == len(clips)
    shutil.rmtree(folder)
    return took


def test_an_import_takes_as_long_as_the_analysis(shared_data, tmp_path, capsys):
    clips = [shared_data / "videos" / "dev" / name for name in CLIPS]
    both = np.array([(plainly(clips), imported(clips, tmp_path / "library")) for _ in range(ROUNDS)])
    ratios = both[:, 0] / both[:, 1]
    with capsys.disabled():
        for (alone, with_library), ratio in zip(both, ratios, strict=True):
            sys.stdout.write(f"\nanalysis {alone:5.1f} s, import {with_library:5.1f} s: {ratio:.2f} of its speed")
        sys.stdout.write(f"\nbest of each: {both[:, 0].min() / both[:, 1].min():.2f}\n")
    assert both[:, 0].min() / both[:, 1].min() >= AT_LEAST
