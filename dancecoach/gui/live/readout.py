"""The numbers beside the live picture."""

import attrs

from dancecoach.pipeline.live.session import KeptFacts, RecordingFacts


@attrs.frozen
class Readout:
    """How fast it is, and what is kept.

    Attributes:
        shown_fps: pictures per second that reached the screen.
        camera_fps: pictures per second out of the camera.
        latency_ms: median milliseconds from the camera to the screen; None before the first picture, and while the
            past is shown.
        recording: the recording that is going on, or None.
        kept: how much can be looked back at.
    """

    shown_fps: float
    camera_fps: float
    latency_ms: float | None
    recording: RecordingFacts | None
    kept: KeptFacts = attrs.field(factory=KeptFacts)
