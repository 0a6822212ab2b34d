"""Makes the analysis of the demo lesson that ships with the app: ``python packaging/lesson_analysis.py``.

It is what the app would find out itself, under the same name as in the person's own store; landmarks are rounded to
1/16384 of the picture, metres to 1/8192 and visibility to 1/1024, far below what the engine can tell apart, which makes
the file 340 kB instead of 550 kB. To be made anew when the lesson, the pose network or the store's revision changes:
`tests/dancecoach/library/analyses/test_shipped.py` says when.
"""

import tempfile
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore, shipped_folder
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.resources import demo_lesson


def _rounded(values: NDArray[Any], steps: int) -> NDArray[np.float32]:
    return np.asarray(np.round(values * steps) / steps, np.float32)


def small(analysis: Analysis) -> Analysis:
    """The same with rounded landmarks, and without the folder that it was made in."""
    track = analysis.track
    rounded = attrs.evolve(
        track,
        landmarks=_rounded(track.landmarks, 1 << 14),
        visibility=_rounded(track.visibility, 1 << 10),
        world=None if track.world is None else _rounded(track.world, 1 << 13),
    )
    clip = attrs.evolve(analysis.clip, path=Path(analysis.clip.path).name)
    return attrs.evolve(analysis, clip=clip, track=rounded)


def main() -> None:
    """Make it, in the place of the one before."""
    made = small(analyze(demo_lesson(), AnalyzeOptions()))
    with tempfile.TemporaryDirectory() as folder:
        store = AnalysisStore(Path(folder), shipped=None)
        store.put(made)
        (entry,) = Path(folder).glob("??/*.zip")
        into = shipped_folder()
        into.mkdir(exist_ok=True)
        for old in into.glob("*.zip"):
            old.unlink()
        (into / entry.name).write_bytes(entry.read_bytes())
    print(f"{entry.name}: {(into / entry.name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
