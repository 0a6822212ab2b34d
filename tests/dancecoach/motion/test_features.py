import attrs
import numpy as np
import pytest

from dancecoach.motion.features import FEATURES, FeatureStream, mirrored, normalise, track_features
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13, COCO_17
from dancecoach.pose.track import PoseTrack

HEIGHT = 1.7
BOTH = pytest.mark.parametrize("causal", [True, False], ids=["causal", "centred"])


def times(count, fps=30.0):
    return np.arange(count) / fps


def value(features, name):
    return features.values[:, FEATURES.index(name)]


def features_of(figure, count=90, fps=30.0, causal=False, **moves):
    return track_features(figure.track(figure.points(count, **moves), times(count, fps)), causal=causal)


def hop(count, fps, start, flight, tall=1.0):
    """(T, 3) hips of a jump from ``start`` s, y down, and the moments in the air."""
    t = times(count, fps) - start
    air = (t > 0) & (t < flight)
    centre = np.zeros((count, 3))
    centre[:, 1] = -np.where(air, 9.81 / 2 * t * (flight - t), 0.0) * tall
    return centre, air


class TestOneMoment:
    @BOTH
    def test_standing(self, figure, causal):
        features = features_of(figure, causal=causal)
        features = attrs.evolve(features, values=features.values[:-3])
        assert value(features, "left_knee")[-1] == pytest.approx(1.0)
        assert value(features, "trunk_y")[-1] == pytest.approx(1.0)
        assert value(features, "hip_above")[-1] == pytest.approx((0.245 + 0.246), abs=0.03)
        assert value(features, "lowest_above")[-1] == pytest.approx(0.0, abs=1e-6)
        assert value(features, "left_wrist_vx")[-1] == pytest.approx(0.0, abs=1e-6)
        assert value(features, "shoulder_width")[-1] > 0.1, "faces the camera: the left shoulder is on the right"
        assert value(features, "there")[-1] == 1
        assert np.isfinite(features.values[6:]).all()

    def test_a_bent_knee_is_its_angle(self, figure):
        features = features_of(figure, hip=60, knee=(90, 30), facing=90)
        assert value(features, "left_knee")[50] == pytest.approx(0.5)
        assert value(features, "right_knee")[50] == pytest.approx(150 / 180)
        assert value(features, "left_hip")[50] == pytest.approx(120 / 180)

    def test_upside_down(self, figure):
        features = features_of(figure, cartwheel=180)
        assert value(features, "trunk_y")[50] == pytest.approx(-1.0)
        assert value(features, "left_ankle_y")[50] > 0.3

    def test_seen_from_behind_the_widths_are_negative(self, figure):
        assert value(features_of(figure, facing=180), "hip_width")[50] < -0.1


class TestFreeOfPlaceSizeAndRate:
    @BOTH
    def test_place_and_distance_do_not_count(self, figure, causal):
        knee = 60 + 50 * np.sin(times(90) * 4)
        points = figure.points(90, knee=knee, hip=knee / 2, facing=40)
        near = track_features(figure.track(points, times(90)), causal=causal)
        far = track_features(
            figure.track(points + np.array([1.0, -0.5, 0]), times(90), pixels_per_metre=80), causal=causal
        )
        np.testing.assert_allclose(far.values, near.values, atol=2e-3)

    @pytest.mark.parametrize("fps", [24, 25, 50, 60, 120])
    def test_the_frame_rate_does_not_count(self, figure, fps):
        def moved(rate):
            t = times(int(3 * rate), rate)
            swing = 40 * np.sin(t * 5)
            return features_of(figure, len(t), rate, shoulder=90 + swing, knee=40 + swing, hip=20, facing=70)

        usual, other = moved(30), moved(fps)
        n = min(len(usual), len(other)) - 3
        error = np.abs(usual.values[3:n] - other.values[3:n])
        assert error.max() < 0.25
        assert np.median(error) < 5e-3

    def test_skeletons_agree(self, figure):
        knee = 60 + 50 * np.sin(times(90) * 4)
        full = figure.track(figure.points(90, knee=knee, facing=40), times(90))
        for skeleton in (COCO_17, BODY_13):
            joints = BLAZEPOSE_33.mapping_to(skeleton)
            part = PoseTrack(
                times=full.times,
                landmarks=full.landmarks[:, joints],
                visibility=full.visibility[:, joints],
                found=full.found,
                frame_size=full.frame_size,
                skeleton=skeleton,
                source="part",
            )
            np.testing.assert_allclose(
                track_features(part, causal=True).values, track_features(full, causal=True).values, atol=1e-5
            )


class TestMovement:
    @BOTH
    def test_a_jump_leaves_the_ground_and_falls_freely(self, figure, causal):
        centre, air = hop(120, 30, 2.0, 0.6)
        features = features_of(figure, 120, causal=causal, centre=centre[:, None])
        lowest = value(features, "lowest_above")
        np.testing.assert_allclose(lowest, -centre[:, 1] / HEIGHT, atol=0.02)
        assert (lowest[air][1:-1] > 0.02).all()
        middle = np.flatnonzero(air)[7 if causal else 4 : -4]
        np.testing.assert_allclose(value(features, "hip_ay")[middle], -9.81 / HEIGHT, rtol=0.05)

    def test_speed_of_the_hips(self, figure):
        centre = np.column_stack([0.8 * times(90), -0.3 * times(90), np.zeros(90)])
        features = features_of(figure, centre=centre[:, None])
        assert value(features, "hip_vx")[50] == pytest.approx(0.8 / HEIGHT, rel=0.03)
        assert value(features, "hip_vy")[50] == pytest.approx(0.3 / HEIGHT, rel=0.03), "up is positive"

    @BOTH
    def test_spin_counts_turns_per_second_clockwise(self, figure, causal):
        # Towards the body's left is the picture's right for one who faces the camera: clockwise.
        features = features_of(figure, cartwheel=360 * 1.5 * times(90), causal=causal)
        np.testing.assert_allclose(value(features, "spin")[5:-5], 1.5, rtol=1e-3)

    def test_change_of_an_angle(self, figure):
        features = features_of(figure, knee=30 * times(90), hip=0, facing=90)
        assert value(features, "left_knee_rate")[50] == pytest.approx(-30 / 180, rel=0.01)

    def test_squat_sinks_the_hips(self, figure):
        knee = np.where(times(120) > 3, 90.0, 0.0)
        down = (1 - np.cos(np.radians(45))) * (0.245 + 0.246) * HEIGHT
        centre = np.zeros((120, 3))
        centre[:, 1] = np.where(times(120) > 3, down, 0)
        features = features_of(figure, 120, knee=knee, hip=knee / 2, facing=90, centre=centre[:, None])
        assert value(features, "hip_sunk")[100] == pytest.approx(down / HEIGHT, abs=0.02)
        assert value(features, "lowest_above")[100] == pytest.approx(0, abs=0.02)


class TestMissing:
    def test_nobody(self, figure):
        features = track_features(figure.track(figure.points(40), times(40), found=[False] * 40), causal=False)
        assert (value(features, "there") == 0).all()
        assert (value(features, "seen_head") == 0).all()
        shown = [n.startswith("seen_") or n == "there" for n in FEATURES]
        assert np.isnan(features.values[:, np.logical_not(shown)]).all()

    def test_legs_out_of_the_picture(self, figure):
        visibility = np.ones(33)
        visibility[[i for i, j in enumerate(BLAZEPOSE_33.joints) if "knee" in j or "ankle" in j]] = 0.02
        features = track_features(figure.track(figure.points(40), times(40), visibility=visibility), causal=True)
        for name in ("left_knee", "left_ankle_x", "hip_above", "left_knee_vx", "left_ankle_above"):
            assert np.isnan(value(features, name)).all(), name
        for name in ("left_elbow", "nose_y", "hip_vx", "trunk_y", "hip_sunk"):
            assert np.isfinite(value(features, name)[5:]).all(), name

    def test_a_short_gap_is_missing_and_over_at_once(self, figure):
        found = np.ones(90, bool)
        found[40:50] = False
        features = track_features(figure.track(figure.points(90), times(90), found=found), causal=False)
        there = value(features, "there")
        assert not there[40:50].any()
        assert there[[39, 50]].all()
        assert np.isfinite(value(features, "left_wrist_vx")[there == 1]).all()

    def test_what_is_missing_is_the_mean_to_a_network(self):
        values = np.array([[np.nan, 3.0, 1e9]], np.float32)
        mean, scale = np.array([5.0, 1.0, 0.0], np.float32), np.array([2.0, 4.0, 1.0], np.float32)
        assert normalise(values, mean, scale).tolist() == [[0.0, 0.5, 10.0]]


class TestMirror:
    @BOTH
    def test_a_mirrored_track_has_mirrored_features(self, figure, causal):
        swing = 50 * np.sin(times(90) * 4)
        track = figure.track(
            figure.points(90, shoulder=(90 + swing, 20), knee=(40 + swing / 2, 10), hip=20, facing=30, cartwheel=swing),
            times(90),
        )
        landmarks = track.landmarks[:, BLAZEPOSE_33.mirrored].copy()
        landmarks[..., 0] = 1 - landmarks[..., 0]
        other = PoseTrack(
            times=track.times,
            landmarks=landmarks,
            visibility=track.visibility[:, BLAZEPOSE_33.mirrored],
            found=track.found,
            frame_size=track.frame_size,
            skeleton=BLAZEPOSE_33,
            source="mirror",
        )
        expected = mirrored(track_features(track, causal=causal).values)
        np.testing.assert_allclose(track_features(other, causal=causal).values, expected, atol=2e-3)
        assert np.nanmax(np.abs(expected - track_features(track, causal=causal).values)) > 0.2

    def test_twice_mirrored_is_the_same(self):
        values = np.random.default_rng(0).normal(size=(5, len(FEATURES))).astype(np.float32)
        np.testing.assert_array_equal(mirrored(mirrored(values)), values)


class TestStream:
    def stream(self, track):
        stream = FeatureStream(track.skeleton, track.frame_size)
        parts = []
        for i, time_s in enumerate(track.times.tolist()):
            pose = BodyPose(track.landmarks[i], track.visibility[i], None, 1.0) if track.found[i] else None
            parts.append(stream.push(time_s, pose))
        return np.concatenate([p.times for p in parts]), np.concatenate([p.values for p in parts])

    @pytest.mark.parametrize("fps", [24, 30, 60])
    def test_a_stream_gives_what_the_whole_clip_gives(self, figure, fps):
        rng = np.random.default_rng(fps)
        count = 4 * fps
        t = np.cumsum(rng.uniform(0.6, 1.4, count)) / fps
        found = rng.random(count) > 0.1
        found[0] = True
        points = figure.points(count, knee=60 + 50 * np.sin(4 * t), hip=30, facing=60, cartwheel=200 * t)
        track = figure.track(points + rng.normal(0, 0.01, points.shape), t - t[0], found=found)
        grid, values = self.stream(track)
        whole = track_features(track, causal=True)
        np.testing.assert_allclose(grid, whole.times)
        np.testing.assert_array_equal(np.isnan(values), np.isnan(whole.values))
        np.testing.assert_allclose(values, whole.values, atol=1e-3)

    def test_to_the_last_digit_where_the_pixels_are(self, figure):
        """A stream remembers rows, a clip works them out in one go: the arithmetic is the same."""
        rng = np.random.default_rng(5)
        points = figure.points(150, knee=60 + 50 * np.sin(times(150) * 4), hip=30, facing=60)
        found = rng.random(150) > 0.1
        found[0] = True
        # With these sizes pixels are exact in single precision too, in which a track holds its landmarks.
        track = figure.track(points + rng.normal(0, 0.01, points.shape), times(150), found=found, frame_size=(512, 512))
        _grid, values = self.stream(track)
        np.testing.assert_allclose(values, track_features(track, causal=True).values, rtol=1e-6, atol=1e-9)

    def test_the_future_does_not_count_for_causal_features(self, figure):
        points = figure.points(90, knee=60 + 50 * np.sin(times(90) * 4), hip=30, facing=60)
        whole = track_features(figure.track(points, times(90)), causal=True)
        start = track_features(figure.track(points[:45], times(45)), causal=True)
        np.testing.assert_allclose(whole.values[:45], start.values, atol=1e-6)

    def test_long_clips_are_worked_out_in_parts_without_a_seam(self, figure, monkeypatch):
        track = figure.track(figure.points(300, knee=60 + 50 * np.sin(times(300) * 4), facing=60), times(300))
        whole = track_features(track, causal=False)
        monkeypatch.setattr("dancecoach.motion.features._CHUNK", 37)
        np.testing.assert_array_equal(track_features(track, causal=False).values, whole.values)

    def test_forgets_after_a_reset(self, figure):
        track = figure.track(figure.points(60, knee=90, hip=45, facing=60), times(60))
        stream = FeatureStream(track.skeleton, track.frame_size)
        poses = [BodyPose(track.landmarks[i], track.visibility[i], None, 1.0) for i in range(60)]
        first = [stream.push(i / 30, pose).values for i, pose in enumerate(poses[:5])]
        stream.reset()
        again = [stream.push(9 + i / 30, pose).values for i, pose in enumerate(poses[:5])]
        np.testing.assert_array_equal(np.concatenate(first), np.concatenate(again))
