import json
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.motion.contact import find_contacts, find_flights
from dancecoach.motion.kinematics import centre_of_mass
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13

G = 9.81
TOE = BLAZEPOSE_33.indices("left_foot_index", "right_foot_index", "left_heel", "right_heel")


def phone_times(duration, fps, seed):
    """A phone's times: the rate falls by a quarter in the middle and every frame is a little off."""
    rng = np.random.default_rng(seed)
    steps = np.where(rng.random(int(duration * fps)) < 0.25, 4 / 3, 1.0) / fps
    return np.concatenate([[0.0], np.cumsum(steps + rng.uniform(-0.1, 0.1, len(steps)) / fps)])


def jumping(figure, t, flight_s, *, takeoff_s=1.2, facing=70):
    """Stand, dip, throw, fall, land in a dip, stand; feet on y = 0 in contact, the mass in free fall in flight."""
    since = t - takeoff_s
    air = (since > 0) & (since < flight_s)
    dip = np.clip(1 - np.abs(since + 0.25) / 0.25, 0, 1) + np.clip(1 - np.abs(since - flight_s - 0.2) / 0.2, 0, 1)
    bend = 70 * np.sin(dip * np.pi / 2) ** 2 + 20 * air * np.sin(np.pi * np.clip(since / flight_s, 0, 1)) ** 2
    points = figure.points(len(t), knee=bend, hip=bend / 2, ankle=0.0, shoulder=120.0, facing=facing)
    points[..., 1] -= points[:, TOE, 1].max(axis=1)[:, None]  # feet to the ground
    mass = centre_of_mass(points, BLAZEPOSE_33)[:, 1]
    rise = G / 2 * since * (flight_s - since)
    # In flight the mass is on its parabola over where it left, whatever the legs do.
    leave, touch = np.interp([takeoff_s, takeoff_s + flight_s], t, mass)
    path = leave + (touch - leave) * np.clip(since / flight_s, 0, 1) - rise
    points[air, :, 1] += (path - mass)[air, None]
    return points


def track_of(figure, points, t, noise_m=0.003, seed=0):
    return figure.track(points + np.random.default_rng(seed).normal(0, noise_m, points.shape), t)


class TestFlights:
    @pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
    @pytest.mark.parametrize("flight_s", [0.3, 0.45, 0.6])
    def test_the_flight_time_is_right_within_a_frame(self, figure, fps, flight_s):
        errors, deviations = [], []
        for seed in range(6):
            t = np.arange(0, 3.2, 1 / fps) + seed / (6 * fps)
            (flight,) = find_flights(track_of(figure, jumping(figure, t, flight_s), t, seed=seed))
            errors.append(flight.duration_s - flight_s)
            deviations.append(flight.uncertainty_s)
            assert t[flight.start_frame - 1] <= flight.takeoff_s <= t[flight.start_frame]
            assert t[flight.end_frame] <= flight.landing_s <= t[flight.end_frame + 1]
            assert 0.7 < flight.gravity < 1.3
        assert np.abs(errors).max() < 1.0 / fps
        assert np.abs(np.mean(errors)) < 0.5 / fps
        assert np.mean(np.abs(errors) < 2 * np.array(deviations)) >= 0.8

    @pytest.mark.parametrize("seed", range(4))
    def test_a_variable_frame_rate_is_no_trouble(self, figure, seed):
        t = phone_times(3.2, 30, seed)
        (flight,) = find_flights(track_of(figure, jumping(figure, t, 0.5), t, seed=seed))
        assert flight.duration_s == pytest.approx(0.5, abs=0.035)

    def test_several_jumps_come_in_order(self, figure):
        t = np.arange(0, 2.4, 1 / 30)
        one = jumping(figure, t, 0.4)
        twice = np.concatenate([one, one])
        flights = find_flights(track_of(figure, twice, np.arange(len(twice)) / 30))
        assert len(flights) == 2
        assert flights[0].landing_s < flights[1].takeoff_s

    def test_a_back_somersault_is_one_flight(self, figure):
        t = np.arange(0, 3, 1 / 30)
        points = jumping(figure, t, 0.6)
        air = np.clip((t - 1.2) / 0.6, 0, 1)
        turning = figure.points(
            len(t), facing=70, somersault=-360 * air, hip=60 * np.sin(np.pi * air), knee=90 * np.sin(np.pi * air)
        )
        flying = (air > 0) & (air < 1)
        turning += (centre_of_mass(points, BLAZEPOSE_33) - centre_of_mass(turning, BLAZEPOSE_33))[:, None]
        points[flying] = turning[flying]
        (flight,) = find_flights(track_of(figure, points, t))
        assert flight.duration_s == pytest.approx(0.6, abs=0.1)

    def test_body_13_has_ankles_only_and_is_less_sure(self, figure):
        t = np.arange(0, 3, 1 / 30)
        (flight,) = find_flights(track_of(figure, jumping(figure, t, 0.5), t).to_skeleton(BODY_13))
        assert flight.duration_s == pytest.approx(0.5, abs=0.07)

    @pytest.mark.parametrize("scale", [40.0, 150.0, 400.0])
    def test_the_size_in_the_picture_does_not_matter(self, figure, scale):
        t = np.arange(0, 3, 1 / 30)
        points = jumping(figure, t, 0.5)
        (flight,) = find_flights(figure.track(points, t, pixels_per_metre=scale))
        assert flight.duration_s == pytest.approx(0.5, abs=0.02)

    def test_a_mirrored_track_has_the_same_flights(self, figure):
        t = np.arange(0, 3, 1 / 30)
        track = track_of(figure, jumping(figure, t, 0.5), t)
        order = BLAZEPOSE_33.mirrored
        flipped = attrs.evolve(track, landmarks=track.landmarks[:, order] * [-1, 1, 1] + [1, 0, 0])
        assert find_flights(flipped)[0].duration_s == pytest.approx(find_flights(track)[0].duration_s, abs=1e-4)

    def test_walking_squatting_and_going_away_are_no_flights(self, figure):
        t = np.arange(0, 6, 1 / 30)
        swing = 25 * np.sin(2 * np.pi * 0.9 * t)
        walk = figure.points(
            len(t), hip=(swing, -swing), knee=(15 + 15 * np.cos(5.65 * t), 15 - 15 * np.cos(5.65 * t)), facing=60
        )
        walk[..., 1] -= walk[:, TOE, 1].max(axis=1)[:, None]
        assert find_flights(track_of(figure, walk, t)) == []
        bend = 45 * (1 - np.cos(2 * np.pi * 0.5 * t))
        squat = figure.points(len(t), hip=bend / 2, knee=bend, facing=60)
        squat[..., 1] -= squat[:, TOE, 1].max(axis=1)[:, None]
        assert find_flights(track_of(figure, squat, t)) == []
        away = walk.copy()
        away[..., 1] -= 0.08 * t[:, None]  # uphill in the picture
        assert find_flights(track_of(figure, away, t)) == []

    def test_a_flight_that_leaves_the_clip_or_the_person_is_not_timed(self, figure):
        t = np.arange(0, 3, 1 / 30)
        points = jumping(figure, t, 0.5)
        assert find_flights(track_of(figure, points[:45], t[:45])) == []
        found = np.ones(len(t), bool)
        found[36:38] = False
        assert find_flights(figure.track(points, t, found=found)) == []

    @pytest.mark.parametrize("count", [0, 1, 2, 3])
    def test_tiny_and_empty_tracks(self, figure, count):
        t = np.arange(count) / 30
        assert find_flights(figure.track(figure.points(count), t)) == []
        assert find_flights(figure.track(figure.points(count), t, found=[False] * count)) == []


class TestContacts:
    def test_feet_stand_but_for_the_flight(self, figure):
        t = np.arange(0, 3, 1 / 30)
        contacts = find_contacts(track_of(figure, jumping(figure, t, 0.5), t))
        flying = (t > 1.25) & (t < 1.65)
        standing = (t < 1.0) | (t > 2.2)
        for foot in (contacts.left_foot, contacts.right_foot):
            assert foot[standing].all()
            assert not foot[flying].any()
        assert not (contacts.left_hand | contacts.right_hand).any()
        np.testing.assert_allclose(contacts.ground, 360, atol=2)
        assert contacts.height[flying].max() == pytest.approx(G / 8 * 0.25 / 1.7, abs=0.08)

    def test_a_raised_foot_does_not_stand(self, figure):
        points = figure.points(60, hip=(60, 0), knee=(90, 0), facing=90)
        contacts = find_contacts(track_of(figure, points, np.arange(60) / 30))
        assert not contacts.left_foot.any()
        assert contacts.right_foot.all()

    def test_a_handstand_stands_on_the_hands(self, figure):
        points = figure.points(60, somersault=180, shoulder=180, facing=90)
        contacts = find_contacts(track_of(figure, points, np.arange(60) / 30))
        assert (contacts.left_hand & contacts.right_hand).all()
        assert not (contacts.left_foot | contacts.right_foot).any()
        assert contacts.any.all()

    def test_nobody_touches_nothing(self, figure):
        contacts = find_contacts(figure.track(figure.points(5), np.arange(5) / 30, found=[False] * 5))
        assert not contacts.any.any()
        assert np.isnan(contacts.ground).all()


CLIPS = Path(__file__).resolve().parents[4] / "shared" / "data" / "videos" / "dev"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["jump_side", "squatjump_5", "squatjump_1"])
def test_the_flight_in_a_real_clip_is_where_people_saw_it(name):
    """Hand-read labels, exact to one frame; both ends may be off by one frame more."""
    clip = CLIPS / f"{name}.mp4"
    if not clip.is_file():
        pytest.skip("the real clips are not here (../shared/data/videos/dev)")
    av = pytest.importorskip("av")
    from dancecoach.pose.engines import make_estimator
    from dancecoach.pose.repair import repair
    from dancecoach.pose.track import PoseTrack
    from dancecoach.video.frame import Frame

    labels = json.loads((CLIPS / "labels" / f"{name}.phases.json").read_text())
    first = next(s for s in labels if s["phase"] == "skill")
    times, poses = [], []
    with make_estimator("blazepose", "full") as engine, av.open(str(clip)) as container:
        for i, picture in enumerate(container.decode(video=0)):
            image = picture.to_ndarray(format="bgr24")
            times.append(float(picture.time))
            poses.append(next(iter(engine.estimate(Frame(image, times[-1], i))), None))
        track = PoseTrack.from_poses(
            np.array(times) - times[0],
            poses,
            frame_size=(image.shape[1], image.shape[0]),
            skeleton=engine.skeleton,
            source="test",
        )
    flights = find_flights(repair(track).track)
    best = min(flights, key=lambda f: abs(f.start_frame - first["start"]))
    assert abs(best.start_frame - first["start"]) <= 2
    assert abs(best.end_frame - first["end"]) <= 2
