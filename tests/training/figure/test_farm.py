import signal
import subprocess
import sys
import time

import attrs
import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.errors import Cancelled, InputError
from dancecoach.motion.phases import PHASES
from dancecoach.pose.formats import load_npz
from dancecoach.progress import CancelToken
from training import cli
from training.data.drawn import DrawnClip, load_drawn
from training.figure.casting import Casting, random_scene
from training.figure.farm import Farm, Harvest, sound
from training.figure.motions import Stand
from training.figure.scene import Actor, Scene, Stage
from training.figure.truth import Truth

SMALL = Casting(size=(144, 108), fps=24.0, bystander=0.0)


def names(folder):
    return sorted(p.name for p in folder.iterdir())


def truths(folder):
    return [p for p in folder.glob("clip-*.npz") if not p.name.endswith(".pose.npz")]


def test_clips_do_not_depend_on_who_draws_them(tmp_path):
    one = Farm(tmp_path / "one", 2, 5, SMALL, keep_video=True)
    two = Farm(tmp_path / "two", 2, 5, SMALL, keep_video=True)
    assert one.run() == Harvest(2, 0)
    two.prepare()
    two.draw(1)
    a, b = (Truth.load(f.path(1)) for f in (one, two))
    assert np.array_equal(a.pixels, b.pixels)
    seen = [load_npz(f.path(1, ".pose.npz")) for f in (one, two)]
    assert np.array_equal(seen[0].landmarks, seen[1].landmarks, equal_nan=True)
    # The pictures are equal (test_scene); x264 with several threads does not promise equal bytes.
    sizes = [f.path(1, ".mp4").stat().st_size for f in (one, two)]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.05)


def test_a_cancelled_run_goes_on_where_it_was(tmp_path):
    farm, token, reports = Farm(tmp_path, 3, 1, SMALL, pose=False), CancelToken(), []

    def listen(report):
        reports.append(report.done)
        if report.done == 1:
            token.cancel()

    with pytest.raises(Cancelled):
        farm.run(progress=listen, cancel=token)
    assert farm.missing() == [1, 2]
    assert farm.run(progress=lambda r: reports.append(r.done)).drawn == 2
    assert reports == [0, 1, 1, 2, 3]
    assert farm.run().drawn == 0


def test_other_settings_in_the_same_folder_are_refused(tmp_path):
    Farm(tmp_path, 1, 1, SMALL, pose=False).run()
    with pytest.raises(InputError, match="other settings"):
        Farm(tmp_path, 1, 2, SMALL, pose=False).run()


@pytest.mark.parametrize(
    "problem", [FloatingPointError("a leg is too short"), InputError("a twist that does not come out", subject="it")]
)
def test_a_movement_that_a_body_cannot_do_is_cast_anew_and_counted(tmp_path, monkeypatch, problem):
    asked = []

    def hard(seed, casting):
        asked.append(seed)
        if len(asked) < 3:
            raise problem
        return random_scene(seed, casting)

    monkeypatch.setattr("training.figure.farm.random_scene", hard)
    farm = Farm(tmp_path, 1, 9, SMALL, pose=False)
    assert farm.run() == Harvest(drawn=1, again=2)
    assert [seed[2] for seed in asked] == [0, 1, 2]
    assert Truth.load(farm.path(0)).tries == 3


def test_a_clip_that_nobody_can_do_is_named(tmp_path, monkeypatch):
    def impossible(seed, casting):
        raise ValueError("no way")

    monkeypatch.setattr("training.figure.farm.random_scene", impossible)
    with pytest.raises(InputError, match="clip 0"):
        Farm(tmp_path, 1, 9, SMALL).run()


def test_a_mistake_in_the_program_is_no_unsound_scene(tmp_path, monkeypatch):
    def wrong(seed, casting):
        raise TypeError("not a body")

    monkeypatch.setattr("training.figure.farm.random_scene", wrong)
    with pytest.raises(TypeError):
        Farm(tmp_path, 1, 9, SMALL).run()


def test_sound_refuses_what_no_body_does():
    truth = Stage(Scene((Actor(moves=(Stand(0.3),)),), size=(64, 48))).truth()
    times = truth.times
    assert sound(truth, times)
    sunk = attrs.evolve(truth, world=truth.world - (0.0, 0.2, 0.0))
    thrown = truth.world.copy()
    thrown[3:, 15] += (3.0, 0.0, 0.0)
    assert not sound(sunk, times)
    assert sound(attrs.evolve(sunk, moves=("trampoline series: tuck jump",)), times), "a bed gives"
    assert not sound(attrs.evolve(truth, world=thrown), times)
    assert sound(attrs.evolve(truth, world=thrown), times * 10), "slow enough"
    assert not sound(attrs.evolve(truth, inside=np.zeros_like(truth.inside)), times)
    assert not sound(attrs.evolve(truth, world=np.full_like(truth.world, np.nan)), times)


def test_our_engine_sees_the_drawn_people(tmp_path):
    farm = Farm(tmp_path, 2, 12, Casting(fps=25.0, bystander=0.0))
    farm.run()
    for clip in load_drawn(tmp_path):
        assert clip.track.source.startswith("blazepose ")
        assert clip.track.times == pytest.approx(clip.truth.times)
        assert clip.labels.shape == clip.track.times.shape
        assert clip.track.found_fraction > 0.9
        assert clip.usable.mean() > 0.9
    assert [c.index for c in load_drawn(tmp_path, "train")] == [0, 1]
    assert not list(load_drawn(tmp_path, "test"))


def test_an_engine_that_follows_somebody_else_is_noticed(tmp_path):
    truth = Stage(Scene((Actor(moves=(Stand(0.3),)),), size=(160, 120))).truth()
    right = truth.to_track()
    aside = attrs.evolve(right, landmarks=right.landmarks + np.array([0.3, 0.0, 0.0], np.float32))
    assert DrawnClip(0, right, truth).usable.all()
    assert DrawnClip(0, aside, truth).astray.all()
    away = attrs.evolve(truth, inside=np.zeros_like(truth.inside))
    assert not DrawnClip(0, right, away).usable.any(), "what the engine sees there is nobody"
    lost = attrs.evolve(right, found=np.zeros(len(right), bool))
    assert DrawnClip(0, lost, truth).usable.all(), "a person that is overlooked is to be learnt from"
    assert DrawnClip(0, lost, away).usable.all(), "and so is an empty picture"
    jumping = attrs.evolve(away, phases=np.full(len(truth), PHASES.index("skill"), np.uint8))
    assert not DrawnClip(0, lost, jumping).usable.any(), "but not a jump that nobody sees"


def test_a_folder_without_clips_is_named(tmp_path):
    with pytest.raises(InputError, match="no drawn clips"):
        list(load_drawn(tmp_path))


def test_the_command_line_draws_and_refuses(tmp_path, monkeypatch, capsys):
    run = CliRunner().invoke(
        cli.app, ["figure", str(tmp_path / "new"), "--count", "1", "--size", "144x108", "--fps", "24", "--workers", "1"]
    )
    assert run.exit_code == 0, run.output
    assert names(tmp_path / "new") == ["clip-00000.npz", "clip-00000.pose.npz", "drawn.json"]
    for wrong in (["--size", "64by48"], ["--split", "exam"]):
        monkeypatch.setattr(sys, "argv", ["training", "figure", str(tmp_path), *wrong])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        assert stop.value.code == 2
        assert wrong[1] in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
def test_a_killed_run_leaves_nothing_half_and_is_taken_up_again(tmp_path):
    command = [sys.executable, "-m", "training", "figure", str(tmp_path), "--count", "3", "--seed", "3"]
    command += ["--size", "144x108", "--fps", "24", "--workers", "1", "--bystander", "0", "--keep-video"]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not truths(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = {p: p.stat().st_mtime_ns for p in truths(tmp_path)}
    assert 0 < len(before) < 3
    for path in before:
        Truth.load(path)
        load_npz(path.with_suffix(".pose.npz"))
        assert path.with_suffix(".mp4").stat().st_size > 500
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    wanted = [f"clip-{i:05d}.{s}" for i in range(3) for s in ("mp4", "npz", "pose.npz")]
    assert names(tmp_path) == sorted([*wanted, "drawn.json"])
    assert all(p.stat().st_mtime_ns == then for p, then in before.items())
