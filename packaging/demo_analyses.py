"""Makes the analyses of the demo clip and lesson that ship with the app: ``python packaging/demo_analyses.py``.

They are what the app would find out itself, under the same names as in the person's own store; landmarks are rounded to
1/16384 of the picture, metres to 1/8192 and visibility to 1/1024, far below what the engine can tell apart, which makes
the lesson's 340 kB instead of 550 kB. To be made anew when a clip, the pose network or the store's revision changes:
`tests/dancecoach/library/analyses/test_shipped.py` says when.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore, shipped_folder
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.resources import demo_clip, demo_lesson


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


def make(clip: Path, into: Path) -> Path:
    """Analyse a clip and put what was found into a folder, in the place of what was there of it; the file."""
    made = small(analyze(clip, AnalyzeOptions()))
    with tempfile.TemporaryDirectory() as folder:
        AnalysisStore(Path(folder), shipped=None).put(made)
        (entry,) = Path(folder).glob("??/*.zip")
        into.mkdir(exist_ok=True)
        shutil.copyfile(entry, into / entry.name)
    return into / entry.name


def main() -> None:
    """Make both, and nothing else stays."""
    made = {make(clip, shipped_folder()) for clip in (demo_clip(), demo_lesson())}
    for old in set(shipped_folder().glob("*.zip")) - made:
        old.unlink()
    for path in sorted(made):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
