"""Phases of clips and of a stream, with small networks whose verdicts are known."""

import itertools

import attrs
import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.models.phases import LivePhases, PhaseSegmenter
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import IDLE, LANDING, PHASES, SKILL, TAKE_OFF, labels_of
from dancecoach.pose.skeleton import BLAZEPOSE_33

JUMP = np.repeat([IDLE, TAKE_OFF, SKILL, LANDING, IDLE], [30, 12, 18, 15, 30])


@pytest.fixture
def by_height(tiny_model):
    """A network that knows a jump by the height of the feet and the sinking of the hips."""
    weights = np.zeros((len(FEATURES), len(PHASES)))

    def set_(feature, **shares):
        for phase, share in shares.items():
            weights[FEATURES.index(feature), PHASES.index(phase.replace("_", "-"))] = share

    set_("there", idle=4.0)
    set_("lowest_above", skill=200.0, idle=-100.0)
    set_("hip_sunk", take_off=160.0, landing=160.0)
    set_("hip_vy", take_off=1.0, landing=-1.0)
    return tiny_model(linear=weights, temperature=2.0)


@pytest.mark.parametrize("fps", [24.0, 30.0, 50.0, 120.0])
def test_a_jump_is_cut_where_the_feet_leave_and_touch_the_ground(by_height, jump, fps):
    track = jump(fps)
    result = PhaseSegmenter(by_height).segment(track)
    assert [s.phase for s in result.segments] == ["idle", "take-off", "skill", "landing", "idle"]
    assert result.warnings == ()
    assert result.model == "tiny 1"
    skill = result.segments[2]
    assert skill.start_s == pytest.approx(1.5, abs=0.08)
    assert skill.end_s == pytest.approx(2.0, abs=0.08)
    assert skill.author == "model tiny 1"
    assert skill.confidence > 0.7


def test_segments_cover_every_frame_once_and_speak_as_the_probabilities_do(by_height, jump):
    track = jump(gone=((1.55, 1.9), (3.0, 3.9)))
    result = PhaseSegmenter(by_height).segment(track)
    assert result.segments[0].start_frame == 0
    assert result.segments[-1].end_frame == len(track) - 1
    for before, after in zip(result.segments, result.segments[1:], strict=False):
        assert after.start_frame == before.end_frame + 1
    labels = labels_of(result.segments, len(track))
    for s in result.segments:
        own = result.probabilities[s.start_frame : s.end_frame + 1, PHASES.index(s.phase)]
        assert s.confidence == pytest.approx(own.mean())
        assert s.start_s == track.times[s.start_frame]
    np.testing.assert_allclose(result.probabilities.sum(axis=1), 1.0)
    assert labels[(track.times > 3.2) & (track.times < 3.7)].max() == IDLE


def test_somebody_lost_in_a_skill_is_said_and_the_rest_is_done(by_height, jump):
    result = PhaseSegmenter(by_height).segment(jump(gone=((1.6, 1.9),)))
    assert [s.phase for s in result.segments] == ["idle", "take-off", "skill", "landing", "idle"]
    (said,) = result.warnings
    assert "in the middle of a skill" in said


@pytest.mark.parametrize("frames", [0, 1, 3])
def test_hardly_a_clip(by_height, figure, frames):
    track = figure.track(figure.points(frames), np.arange(frames) / 30)
    result = PhaseSegmenter(by_height).segment(track)
    assert result.probabilities.shape == (frames, 4)
    assert sum(len(s) for s in result.segments) == frames
    assert len(result.warnings) == 1


def test_a_live_network_may_judge_clips(tiny_model, jump):
    result = PhaseSegmenter(tiny_model(causal=True, look_ahead=2)).segment(jump())
    assert sum(len(s) for s in result.segments) == len(jump())


def test_the_wrong_network_is_refused(tiny_model):
    with pytest.raises(ModelError, match="is a model for style"):
        PhaseSegmenter(tiny_model("style"))
    with pytest.raises(ModelError, match="whole clips"):
        LivePhases(BLAZEPOSE_33, (640, 480), tiny_model())


@pytest.fixture
def live(tiny_model, told):
    """A function that makes live phases with a look-ahead; their verdicts are told by hand (`tell`)."""

    def make(look_ahead=0):
        path = tiny_model(causal=True, look_ahead=look_ahead, linear=told, name=f"live{look_ahead}.onnx")
        return LivePhases(BLAZEPOSE_33, (640, 480), path)

    return make


def test_the_cards_temperature_makes_verdicts_less_sure(by_height, tiny_model, told, tell, jump):
    def hotter(path):
        return PhaseSegmenter(path).segment(jump()).segments[0].confidence

    onnx = pytest.importorskip("onnx")
    cool = hotter(by_height)
    network = onnx.load(str(by_height))
    network.metadata_props[0].value = network.metadata_props[0].value.replace(
        '"temperature": 2.0', '"temperature": 8.0'
    )
    onnx.save(network, str(by_height))
    assert hotter(by_height) < cool - 0.05

    sure = []
    for temperature in (1.0, 4.0):
        path = tiny_model(causal=True, linear=told, temperature=temperature, name=f"{temperature}.onnx")
        sure.append(LivePhases(BLAZEPOSE_33, (640, 480), path).take(tell([IDLE] * 5, sure=4.0)).confidence)
    assert sure[1] < sure[0]


def test_live_believes_a_fairly_sure_network_at_contacts_at_once(live, tell):
    """0.87 for each phase: leaving idle may wait for more, leaving and touching the ground may not."""
    phases = live()
    said = [phases.take(tell([label], i / 30, sure=3.0)).phase for i, label in enumerate(JUMP)]
    assert said.index("skill") == 42
    assert said.index("landing") == 60


def trailing(labels, ahead):
    """What a network with look-ahead says: of each sample, ``ahead`` samples later."""
    return np.concatenate([np.zeros(ahead, int), labels])[: len(labels)]


@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_live_says_the_phase_of_the_moment_it_speaks_of(live, tell, ahead):
    phases = live(ahead)
    seen = [phases.take(tell([label], i / 30)) for i, label in enumerate(trailing(JUMP, ahead))]
    assert seen[:ahead] == [None] * ahead
    said = {round(now.time_s * 30): now.phase for now in seen if now is not None}
    assert said == {i: PHASES[label] for i, label in enumerate(JUMP[: len(JUMP) - ahead])}


@pytest.mark.parametrize("ahead", [0, 1, 2])
@pytest.mark.parametrize("fps", [24.0, 29.97, 30.0, 60.0])
def test_live_decides_in_time(live, tell, monkeypatch, ahead, fps):
    """From the last contact to the word on the screen: at most what it promises, and that is 100 ms at most."""
    phases = live(ahead)
    assert phases.delay_s <= 0.1 + 1e-9
    spoken = trailing(JUMP, ahead)
    shown_at, done = {}, 0
    for frame in range(int(len(JUMP) / 30 * fps)):
        time_s = frame / fps
        until = int(np.floor(time_s * 30 + 1e-6)) + 1  # the samples that a frame settles
        now = phases.take(tell(spoken[done:until], done / 30))
        done = until
        if now is not None:
            shown_at.setdefault((now.phase, now.since_s), time_s)
    skill = next(shown_at[key] for key in shown_at if key[0] == "skill")
    landing = next(shown_at[key] for key in shown_at if key[0] == "landing")
    assert skill - 42 / 30 <= phases.delay_s + 1e-9
    assert landing - 60 / 30 <= phases.delay_s + 1e-9


def test_samples_may_come_in_any_pieces(live, tell):
    rng = np.random.default_rng(0)
    one, other = live(2), live(2)
    each = [one.take(tell([label], i / 30)) for i, label in enumerate(JUMP)]
    start = 0
    while start < len(JUMP):
        end = min(len(JUMP), start + int(rng.integers(0, 6)))
        now = other.take(tell(JUMP[start:end], start / 30))
        if end > 2:
            before = each[end - 1]
            assert (now.phase, now.confidence) == (before.phase, pytest.approx(before.confidence))
            assert now.since_s == pytest.approx(before.since_s)
        start = end


def test_a_noisy_network_does_not_make_the_banner_flicker(live, tell):
    rng = np.random.default_rng(4)
    phases = live()
    noisy = np.where(rng.random(1800) < 0.15, rng.integers(0, 4, 1800), IDLE)
    said = [phases.take(tell([label], i / 30, sure=3.0)).phase for i, label in enumerate(noisy)]
    changes = sum(a != b for a, b in itertools.pairwise(said))
    raw = int((np.diff(noisy) != 0).sum())
    assert raw > 300
    assert changes < 20
    assert said.count("skill") < 10


def test_live_bridges_a_moment_and_gives_up_after_more(live, tell):
    phases = live()
    labels = JUMP[:50]
    for i, label in enumerate(labels):
        now = phases.take(tell([label], i / 30))
    assert now.phase == "skill"
    gone = [phases.take(tell([IDLE], (50 + i) / 30, there=0.0)) for i in range(30)]
    assert gone[10].phase == "skill"
    assert gone[10].time_s == pytest.approx(2.0)
    assert (gone[-1].phase, gone[-1].confidence) == ("idle", 0.25)
    # Who comes back in a landing has not landed.
    back = [phases.take(tell([LANDING], (80 + i) / 30)) for i in range(5)]
    assert {now.phase for now in back} == {"idle"}


def test_another_person_starts_from_nothing(live, tell):
    phases = live()
    for i, label in enumerate(JUMP[:50]):
        phases.take(tell([label], i / 30))
    now = phases.take(tell([LANDING], 50 / 30, anew=True))
    assert now.phase == "idle"
    assert now.since_s == pytest.approx(50 / 30)


def test_another_person_inherits_no_state(tiny_model, tell):
    path = tiny_model(causal=True, seed=5)
    used, fresh = (LivePhases(BLAZEPOSE_33, (640, 480), path) for _ in range(2))
    used.take(tell(JUMP[:60]))
    for i in range(10):
        samples = tell([IDLE], 3.0 + i / 30, anew=i == 0)
        assert used.take(samples) == fresh.take(samples)


def test_before_anybody_came_nothing_is_known(live):
    phases = live(2)
    for i in range(60):
        now = phases.push(i / 30, None)
        assert (now.phase, now.confidence) == ("idle", 0.25)
    assert now.since_s == 0.0


def test_live_through_poses_is_live_through_features(tiny_model, jump, poses):
    """The whole way with a network of chance weights: what `push` says is what the causal whole says."""
    path = tiny_model(causal=True, look_ahead=1, seed=5)
    track = jump()
    pushed, taken = (LivePhases(track.skeleton, track.frame_size, path) for _ in range(2))
    said = [pushed.push(t, pose) for t, pose in zip(track.times, poses(track), strict=True)]
    assert len({now.phase for now in said}) > 1
    stream = LivePhases(track.skeleton, track.frame_size, path)._stream
    for t, pose, before in zip(track.times, poses(track), said, strict=True):
        now = taken.take(stream.push(t, pose))
        assert now is None or now == before


def test_live_survives_poses_that_jump_about(tiny_model, jump, poses):
    path = tiny_model(causal=True, look_ahead=2)
    track = jump()
    live = LivePhases(track.skeleton, track.frame_size, path)
    some = poses(track)
    wild = attrs.evolve(some[0], landmarks=some[0].landmarks * 1e6)
    nothing = attrs.evolve(some[0], visibility=np.zeros_like(some[0].visibility))
    for i, pose in enumerate([some[0], wild, nothing, None, some[5], wild]):
        now = live.push(i / 30, pose)
        assert 0.0 <= now.confidence <= 1.0
    assert live.push(0.0, some[0]).time_s == 0.0
