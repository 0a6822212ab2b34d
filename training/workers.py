"""What every process does that shares the work with others."""

import os


def one_thread() -> None:
    """Keep to one core: the other processes have the others."""
    import cv2

    cv2.setNumThreads(1)


def usual_workers() -> int:
    """One process per core that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
