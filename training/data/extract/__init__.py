"""From a folder of videos to landmarks: standardise, look with our pose engine, judge, keep, report.

::

    folder ──> videos and labels ──> what is not done yet ──> processes, or a cluster ──> NAME.pose.npz  (one a clip)
                                                                       │
                                                                       └─> notes ──┬─> report (failed, empty, doubtful)
                                                                                   └─> tracks (all in a few flat files)

A clip's poses are written whole or not at all, and its note after them: a run that is killed at any moment goes on
where it was. What a note no longer fits (another video, other settings) is done again.
"""

from training.data.extract.folder import SUFFIX, Footage, footage, videos_in
from training.data.extract.follow import engine, track_of
from training.data.extract.job import Extraction
from training.data.extract.report import Report
from training.data.extract.standard import Standard

__all__ = [
    "SUFFIX",
    "Extraction",
    "Footage",
    "Report",
    "Standard",
    "engine",
    "footage",
    "track_of",
    "videos_in",
]
