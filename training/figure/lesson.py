"""The lesson that Practice begins with: a drawn dancer, our own music, and its counts as they were composed."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import OutputError
from dancecoach.files import atomic_path, make_folder, sha256_of, write_text
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.video.writer import VideoWriter
from training.figure.background import Background
from training.figure.body import Body
from training.figure.camera import Camera
from training.figure.clothes import HAIR_COLOURS, SKIN_TONES, Outfit
from training.figure.instruments import RATE
from training.figure.motions.choreography import Choreography
from training.figure.render import Faults, Light
from training.figure.scene import Actor, Scene, Stage
from training.figure.tune import Tune

MOST_BYTES = 1_600_000
"""The clip is inside every installer, so it must stay small."""

COUNTS_SCHEMA = "dancecoach.counts/1"
"""Of `dancecoach.library.counts.counts_json`, which reads the counts."""

_CRF = 24
_SOUND_BITS = 80_000
_PIECE = 1024


def lesson_scene(
    dance: Choreography | None = None,
    *,
    body: Body | None = None,
    size: tuple[int, int] = (720, 720),
    fps: float = 30.0,
) -> Scene:
    """One dancer from the front in a bright studio.

    Args:
        dance: what is danced, and how well; None as it is meant.
        body: whose; None the teacher's.
        size: (width, height) pixels.
        fps: pictures a second.
    """
    outfit = Outfit(
        top="tank",
        bottom="leggings",
        top_colour=(34, 158, 150),
        bottom_colour=(44, 42, 72),
        accent=(244, 214, 120),
        pattern="side",
        looseness=0.08,
        shoes=(246, 246, 246),
        skin=SKIN_TONES[3],
        hair="ponytail",
        hair_colour=HAIR_COLOURS[0],
    )
    build = body or Body(height=1.68, mass=58, girth=0.96)
    return Scene(
        actors=(Actor(build, outfit, (dance or Choreography(),)),),
        camera=Camera(distance=5.6, azimuth=6, height=1.25, target=(0.17, 1.07, 0.1), fov=26),
        light=Light(),
        background=Background("studio", wall=(226, 230, 236)),
        faults=Faults(exposure=0.3),
        size=size,
        fps=fps,
        detail=2.4,
        samples=3,
    )


def draw_lesson(
    folder: Path,
    scene: Scene | None = None,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Path:
    """Draw ``lesson.mp4`` with its music, and ``lesson.counts.json``, into ``folder``; the clip.

    Raises:
        OutputError: they cannot be written, or the clip came out larger than `MOST_BYTES`.
        Cancelled: ``cancel`` was set.
    """
    make_folder(folder)
    clip, tune = folder / "lesson.mp4", Tune()
    film(scene or lesson_scene(), tune.samples(), clip, progress=progress, cancel=cancel)
    write_text(folder / "lesson.counts.json", _counts_text(tune, sha256_of(clip)))
    if clip.stat().st_size > MOST_BYTES:
        raise OutputError(
            f"is {clip.stat().st_size:,} bytes, more than {MOST_BYTES:,}", subject=clip, remedy="draw it smaller"
        )
    return clip


def film(
    scene: Scene,
    music: NDArray[np.float32],
    path: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Draw a scene as a video (H.264) with music (AAC) from its first picture on; whole or not at all.

    Args:
        scene: what is drawn.
        music: (n, 2) samples, `RATE` a second.
        path: the file.
        progress: is told how far it is.
        cancel: stops it.

    Raises:
        OutputError: it cannot be written.
        Cancelled: ``cancel`` was set.
    """
    stage = Stage(scene)
    with atomic_path(path) as temporary:
        silent = temporary.with_name(f"{temporary.stem}.silent{path.suffix}")
        try:
            with VideoWriter(silent, scene.size, fps=scene.fps, crf=_CRF, preset="slow") as writer:
                for done, (image, time) in enumerate(stage.frames(), 1):
                    if cancel is not None:
                        cancel.check()
                    writer.write(image, time)
                    progress(Progress("drawing", done, len(stage.times)))
            _with_music(silent, music, temporary)
        finally:
            silent.unlink(missing_ok=True)


def _with_music(silent: Path, music: NDArray[np.float32], path: Path) -> None:
    with av.open(str(silent)) as source, av.open(str(path), "w", options={"movflags": "+faststart"}) as out:
        pictures = source.streams.video[0]
        line: Any = out.add_stream_from_template(pictures)
        sound: Any = out.add_stream("aac", rate=RATE, layout="stereo")
        sound.bit_rate = _SOUND_BITS
        packets = [p for p in source.demux(pictures) if p.dts is not None]
        packets += list(_encoded(sound, music))
        for packet in sorted(packets, key=lambda p: float((p.dts or 0) * (p.time_base or 0))):
            if packet.stream is pictures:
                packet.stream = line
            out.mux(packet)


def _encoded(sound: Any, music: NDArray[np.float32]) -> list[Any]:
    packets = []
    for first in range(0, len(music), _PIECE):
        piece = np.ascontiguousarray(music[first : first + _PIECE].T)
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
        packets += sound.encode(frame)
    return packets + list(sound.encode(None))


def _counts_text(tune: Tune, sha256: str) -> str:
    """The counts as the library keeps them."""
    content = {
        "schema": COUNTS_SCHEMA,
        "sha256": sha256,
        "by": "person",
        "tempo_bpm": tune.tempo,
        "confidence": {"beat": 1.0, "one": 1.0},
        "first_one": tune.lead_in,
        "beats_s": [round(beat, 4) for beat in tune.beats_s],
    }
    return json.dumps(content, indent=2) + "\n"
