"""The heavy libraries, imported behind the window and never by two threads at once.

Two threads that import the parts of one package in different orders can find it half made (PyAV does); here one lock
stands before them all. The window never takes it: only threads call these.
"""

import gc
import os
import threading

_lock = threading.Lock()

#: OpenCV points these at its own Qt when imported; error messages stay honest without them.
_OPENCV_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


def load_video() -> None:
    """Import what opens videos and cameras (about 0.4 s the first time)."""
    with _lock:
        import av  # noqa: F401
        import cv2  # noqa: F401

        import dancecoach.video.scrub  # noqa: F401

        for name in _OPENCV_VARIABLES:
            os.environ.pop(name, None)


def load_pose() -> None:
    """Import what finds bodies and names what they do (about 0.5 s the first time)."""
    load_video()
    with _lock:
        import dancecoach.models.phases
        import dancecoach.models.style
        import dancecoach.pipeline.analyze
        import dancecoach.pose.blazepose.engine  # noqa: F401


def load_plots() -> None:
    """Import what draws curves (about 1 s the first time)."""
    with _lock:
        import pyqtgraph

        pyqtgraph.setConfigOptions(antialias=True)


def load_library() -> None:
    """Import what keeps the instructor's library (about 0.5 s the first time); nothing that opens films is needed."""
    with _lock:
        import dancecoach.library.library  # noqa: F401


def load_importing() -> None:
    """Import what takes films into it."""
    load_pose()
    load_library()
    with _lock:
        import dancecoach.pipeline.importing.importer
        import dancecoach.pipeline.importing.renewing  # noqa: F401


def load_all() -> None:
    """Import everything, in the order in which a person needs it."""
    load_video()
    load_plots()
    load_pose()
    # What the libraries brought stays for good. Looking through all of it again at each full garbage collection would
    # stop every thread, the window's too, for 30 ms and more.
    gc.freeze()
