from collections import Counter

import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure.casting import Casting, random_scene
from training.figure.farm import sound
from training.figure.filming import random_timing, sector_split
from training.figure.motion import Performance
from training.figure.motions import Stand, Walk
from training.figure.motions.chance import random_jump, random_somersault
from training.figure.motions.handstand import Handstand
from training.figure.performers import SPLITS, people, random_body
from training.figure.pose import posture
from training.figure.programme import (
    KINDS,
    SHARES,
    TEST_ONLY,
    may_be_shown,
    passage_window,
    random_programme,
    random_window,
)
from training.figure.scene import Stage


def rng(*seed):
    return np.random.default_rng(seed)


def test_no_two_splits_share_a_name_or_a_body():
    names = [{p.name for p in people(split)} for split in SPLITS]
    bodies = [{p.body for p in people(split)} for split in SPLITS]
    for one in range(3):
        for two in range(one):
            assert not names[one] & names[two]
            assert not bodies[one] & bodies[two]
    assert min(len(n) for n in names) >= 30
    assert {p.name for p in people("train")} == {p.name for p in people.__wrapped__("train")}, "the same in every run"


def test_people_differ_as_people_do():
    everybody = people("train")
    heights = [p.body.height for p in everybody]
    levels = [p.level for p in everybody]
    assert min(heights) < 1.45
    assert max(heights) > 1.85
    assert 0.3 < np.mean(levels) < 0.8
    assert Counter(p.body.sex for p in everybody)["female"] > 80
    looks = [p.outfit(rng(i)) for p in everybody[:3] for i in range(6)]
    assert len({o.skin for o in looks[:6]}) == 1, "nobody changes their skin"
    assert len(set(looks)) > 12, "but their clothes"


def test_every_direction_belongs_to_one_split():
    directions = np.arange(-180, 180, 0.5)
    shares = Counter(sector_split(d) for d in directions)
    assert set(shares) == set(SPLITS)
    assert shares["train"] == pytest.approx(4 / 6 * len(directions), rel=0.02)


@pytest.mark.parametrize("split", SPLITS)
def test_scenes_keep_to_their_split(split):
    for seed in range(12):
        scene = random_scene((3, seed), Casting(split, size=(96, 72)))
        assert scene.actors[0].name in {p.name for p in people(split)}
        assert scene.split == split
        assert sector_split(scene.camera.azimuth) == split


def test_skills_kept_for_the_tests_exist_and_are_kept():
    def names(split):
        chance = rng(1)
        programmes = [random_programme(chance, split, chance.uniform(), "single") for _ in range(700)]
        return Counter(name for p in programmes for move in p.names for name in move.split(", "))

    unseen, seen = names("test"), names("train")
    assert set(unseen) >= TEST_ONLY
    assert not TEST_ONLY & set(seen)
    assert sum(unseen[n] for n in TEST_ONLY) > 100


def test_what_networks_got_wrong_comes_in_its_share(monkeypatch):
    def programmes():
        return [random_programme(rng(31, seed), "train", 0.6) for seed in range(400)]

    def hands(name):
        return "handspring" in name or "round-off" in name

    now = programmes()
    monkeypatch.setattr("training.figure.programme._RENEWED", dict.fromkeys(KINDS, 0.0))
    before = programmes()
    # The others are what they were: what is put in later takes nothing from their chance.
    kept = [a.moves == b.moves for a, b in zip(now, before, strict=True)]
    assert 1 - np.mean(kept) == pytest.approx(0.38, abs=0.07)
    assert [a.kind for a in now] == [b.kind for b in before]
    names = Counter(name for p in now for name in p.names)
    for word, least in (("bounces:", 60), ("all fours:", 35), ("dance with hops", 8), ("cartwheels", 4)):
        assert sum(count for name, count in names.items() if word in name) > least, word
    skills = [getattr(m, "move", m) for p in now for m in p.moves if hands(m.name)]
    skills = [getattr(move, "move", move) for move in skills]
    apart = [move.apart > 0 for move in skills]
    assert 0.25 < np.mean(apart) < 0.7, "a third or more step out of it"


def test_a_series_with_a_kept_flight_is_not_shown():
    body = random_body(rng(0))
    chance = rng(4)
    kept = next(m for m in iter(lambda: random_jump(chance, 0.9), None) if m.name in TEST_ONLY)
    performance = Performance.of(body, [kept])
    assert not may_be_shown(performance, "train")
    assert may_be_shown(performance, "test")


def test_kinds_of_clips_come_in_their_shares():
    chance = rng(2)
    kinds = Counter(random_programme(chance, "train", 0.5).kind for _ in range(1500))
    for kind, share in zip(KINDS, SHARES, strict=True):
        assert kinds[kind] / 1500 == pytest.approx(share, abs=0.04)


@pytest.fixture(scope="module")
def performance():
    chance = rng(5)
    moves = [*random_programme(chance, "train", 0.5, "idle").moves[:2], random_somersault(chance, 0.8)]
    return Performance.of(random_body(chance), [*moves, *random_programme(chance, "train", 0.5, "idle").moves[:2]])


def test_a_skill_is_filmed_whole_with_quiet_around_it(performance):
    spans = performance.spans
    for seed in range(30):
        window = random_window(rng(seed), "single", performance)
        assert 0 <= window.begin <= max(0.0, spans[0].start - 0.24)
        assert window.end >= min(spans[-1].end + 0.24, performance.duration - 1e-6)
        assert window.length < 9.1


def test_a_cut_clip_begins_or_ends_in_the_middle_of_a_phase(performance):
    for seed in range(30):
        window = random_window(rng(seed), "cut", performance)
        borders = [s for s in performance.spans if s.start < window.begin < s.end or s.start < window.end <= s.end]
        assert borders
        assert window.length >= 1.0


@pytest.fixture(scope="module")
def held():
    """A skill that takes eight seconds, with quiet around it."""
    moves = (Stand(2.0), Handstand(hold=6.5), Stand(2.0))
    return Performance.of(random_body(rng(5)), moves)


def test_a_skill_that_is_held_for_long_is_filmed_whole(held):
    spans = held.spans
    assert spans[-1].end - spans[0].start > 7.5
    for seed in range(20):
        window = random_window(rng(seed), "single", held)
        assert window.begin < spans[0].start
        assert window.end > spans[-1].end
        assert window.length < 11.5


def test_a_passage_is_no_longer_for_a_long_skill(held):
    walk = Walk(7, 0.4, 2.2)
    for passage, moves in (
        ("comes", (Stand(2.0), walk, Handstand(hold=7.0))),
        ("goes", (Handstand(hold=7.0), walk, Stand(2.0))),
    ):
        moving = Performance.of(random_body(rng(5)), moves)
        for seed in range(5):
            window, _ = passage_window(rng(seed), passage, moving)
            assert 0 <= window.begin < window.end <= moving.duration
            assert window.length < 11.0


def test_quiet_clips_mostly_begin_in_motion():
    """A network that only knows clips which begin with standing takes any first movement for a skill."""
    moved = []
    for seed in range(16):
        chance = rng(6, seed)
        moving = Performance.of(random_body(chance), random_programme(chance, "train", 0.5, "idle").moves)
        window = random_window(chance, "idle", moving)
        joints = posture(random_body(rng(5)), moving.pose(window.begin + np.arange(0.0, 0.5, 0.05))).joints
        moved.append(np.linalg.norm(joints - joints[0], axis=-1).max() > 0.05)
    assert np.mean(moved) > 0.6


@pytest.mark.parametrize("passage", ["comes", "goes"])
def test_who_comes_or_goes_is_outside_the_picture_for_a_while(passage, monkeypatch):
    monkeypatch.setattr("training.figure.casting.PASSAGE_SHARES", (0.0, passage == "comes", passage == "goes"))
    out = []
    for seed in range(8):
        present = Stage(random_scene((8, seed), Casting(size=(96, 96)))).truth().present
        assert present.any()
        out.append(not present[0 if passage == "comes" else -1])
    assert sum(out) >= 5


def test_the_window_of_a_passage_holds_the_skill(performance):
    programme = random_programme(rng(3), "train", 0.5, "single", "comes")
    moving = Performance.of(random_body(rng(1)), programme.moves)
    for seed in range(10):
        window, (arrived, end) = passage_window(rng(seed), "comes", moving)
        assert window.begin < arrived < moving.spans[0].start
        assert window.end == end > moving.spans[-1].start


def test_frame_rates_and_their_irregularities():
    timings = [random_timing(rng(seed), 4.0) for seed in range(300)]
    assert {t.fps for t in timings} == {24, 25, 30, 50, 60}
    assert random_timing(rng(1), 4.0, 30.0).times is None
    repeated = [t for t in timings if t.shown is not None]
    dropped = [t for t in timings if t.times is not None and t.shown is None]
    assert 0.15 < len(repeated) / 300 < 0.3
    assert 0.08 < len(dropped) / 300 < 0.22
    for timing in repeated:
        times, shown = np.array(timing.times), np.array(timing.shown)
        assert (np.diff(times) > 0).all()
        assert (shown <= times + 1e-9).all(), "a picture cannot show what is still to come"
        assert (np.diff(shown) >= 0).all()
    assert any((np.diff(t.shown) == 0).any() for t in repeated)
    assert all(np.ptp(np.diff(t.times)) > 0.01 for t in dropped if len(t.times) < 0.97 * 4.0 * t.fps)


def test_scenes_by_chance_are_sound():
    stages = [Stage(random_scene((4, seed), Casting(size=(96, 72)))) for seed in range(24)]
    truths = [stage.truth() for stage in stages]
    # A body that cannot do what chance asks of it is cast anew; it has to stay rare.
    assert sum(sound(truth, stage.shown) for truth, stage in zip(truths, stages, strict=True)) >= 22
    for truth in truths:
        assert truth.inside[truth.present, BLAZEPOSE_33.index("left_hip")].mean() > 0.5, "mostly in the picture"
        assert truth.moves
        assert truth.kind in KINDS


@pytest.mark.parametrize("kind", ["idle", "series"])
def test_one_kind_of_clip_may_be_asked_for(kind):
    scenes = [random_scene((3, i), Casting("test", kind=kind)) for i in range(6)]
    assert {scene.kind for scene in scenes} == {kind}
