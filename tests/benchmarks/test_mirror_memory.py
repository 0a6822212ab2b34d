"""What a minute of the delay mirror costs: memory and processor, measured in one run of a process of its own.

``pytest -m benchmark -s tests/benchmarks/test_mirror_memory.py``. The pictures are a dancer's at 720p, 30 a second, as
they are and with the noise of a camera in the dark; they are fed at once, without waiting for their times. Memory is
what the process has more than before, waiting pictures and people found in them included.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

CLIPS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "videos" / "dev"
MOST = 400e6

SCRIPT = """
import json, sys, time
from itertools import islice
import av, numpy as np, psutil
from dancecoach.pipeline.live.records import CapturedFrame, LiveResult
from dancecoach.pipeline.live.ring import LiveRing
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import compress

clip, noise = sys.argv[1], float(sys.argv[2])
with av.open(clip) as container:
    pictures = [p.to_ndarray(format="bgr24") for p in islice(container.decode(video=0), 30)]
random = np.random.default_rng(0)
if noise:
    pictures = [np.clip(p + random.normal(0, noise, p.shape), 0, 255).astype(np.uint8) for p in pictures]
compress(pictures[0])

def memory():
    # What the system has put aside to its swap is memory too.
    info = psutil.Process().memory_full_info()
    return info.rss + getattr(info, "swap", 0)

def person():
    return BodyPose(np.zeros((33, 3), np.float32), np.ones(33, np.float32), np.zeros((33, 3), np.float32), 1.0)

ring = LiveRing(print)
before, most = memory(), 0
spent = time.process_time()
for n in range(70 * 30):
    frame = Frame(pictures[n % 30], n / 30, n)
    ring._keep(CapturedFrame(frame, n / 30))  # as its thread does
    ring.note(LiveResult(frame, (person(),), (person(),), 0.0, 0.0, skeleton=BLAZEPOSE_33))
    if n % 30 == 0:
        most = max(most, memory() - before)
facts, spent = ring.facts, time.process_time() - spent
read = time.process_time()
for kept in ring.pictures.between(30, 34):
    kept.frame()
read = (time.process_time() - read) / 120
# Somebody looks at a standing picture for longer than the ring is long.
ring.pictures.hold(ring.pictures.newest.number)
held = 0
for n in range(70 * 30, 140 * 30):
    ring._keep(CapturedFrame(Frame(pictures[n % 30], n / 30, n), n / 30))
    if n % 30 == 0:
        held = max(held, memory() - before)
print(json.dumps({
    "rss": most, "held_rss": held, "bytes": facts.bytes, "seconds": facts.seconds, "ms": 1000 * spent / 2100,
    "read_ms": 1000 * read, "quality": ring._control.quality, "held": ring.pictures.facts.held,
}))
"""


@pytest.fixture(scope="module")
def clip(tmp_path_factory, drawn_clip):
    """A second of 720p: a real dancer where there is one, else the drawn figure."""
    real = CLIPS / "dance_single.mp4"
    if not (real.is_file() and shutil.which("ffmpeg")):
        return drawn_clip("dance", size=(1280, 720)).path
    path = tmp_path_factory.mktemp("mirror") / "720p.mp4"
    command = ["ffmpeg", "-v", "error", "-i", str(real), "-t", "1.5", "-an", "-vf", "scale=1280:720,fps=30"]
    subprocess.run([*command, "-c:v", "libx264", "-crf", "14", str(path)], check=True)
    return path


@pytest.mark.parametrize(("noise", "light"), [(0, "a film"), (6, "a camera indoors"), (20, "a camera in the dark")])
def test_a_minute_of_720p_takes_less_than_400_mb(clip, capsys, noise, light):
    command = [sys.executable, "-c", SCRIPT, str(clip), str(noise)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {light}: {found['seconds']:.0f} s kept in {found['bytes'] / 1e6:.0f} MB of pictures, quality "
            f"{found['quality']}; memory of the process +{found['rss'] / 1e6:.0f} MB, while a picture stands "
            f"+{found['held_rss'] / 1e6:.0f} MB ({found['held']} held); {found['ms']:.1f} ms of processor to keep "
            f"a picture, {found['read_ms']:.1f} to read one\n"
        )
    assert found["seconds"] >= 60
    assert found["rss"] < MOST
    assert found["held_rss"] < MOST
