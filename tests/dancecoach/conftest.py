"""A stick figure with known joint angles, and small networks: for tests that need neither a video nor a training."""

import functools
import json

import numpy as np
import pytest

from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack

# Lengths in metres of a body 1.70 m tall (Drillis and Contini); shoulders as wide as the hips, so that the angle at
# the hip is exactly the thigh's against the trunk's.
TRUNK, THIGH, SHANK, UPPER_ARM, FOREARM, HAND, FOOT = (1.7 * s for s in (0.288, 0.245, 0.246, 0.186, 0.146, 0.06, 0.1))
HALF_WIDTH = 0.15


def _along(angle):
    """(T, 3) unit vectors left, up, front: hanging down at 0 degrees, forward at 90."""
    turn = np.radians(angle)
    return np.stack([np.zeros_like(turn), -np.cos(turn), np.sin(turn)], axis=-1)


def _rotation(angle, a, b):
    """(T, 3, 3) turning axis ``a`` towards axis ``b``."""
    turn = np.radians(angle)
    matrix = np.tile(np.eye(3), (len(turn), 1, 1))
    matrix[:, a, a] = matrix[:, b, b] = np.cos(turn)
    matrix[:, b, a], matrix[:, a, b] = np.sin(turn), -np.sin(turn)
    return matrix


class Figure:
    """Points of the figure in metres in the camera's axes (x right, y down, z away), by default facing the camera.

    Angles in degrees, each a number or (T,): ``hip``, ``knee``, ``shoulder``, ``elbow`` flexion for both sides or as
    (left, right); ``somersault`` (forward), ``cartwheel`` (towards the body's left), ``facing`` (0 the camera, 90 the
    picture's right). ``centre`` (T, 3) is the middle of the hips.
    """

    def points(
        self, frames, *, hip=0, knee=0, shoulder=0, elbow=0, ankle=0, somersault=0, cartwheel=0, facing=0, centre=0.0
    ):
        def spread(value):
            return np.broadcast_to(np.asarray(value, float), (frames,))

        def sides(value):
            return (spread(v) for v in (value if isinstance(value, tuple) else (value, value)))

        body = np.zeros((frames, 33, 3))

        def put(name, where):
            body[:, BLAZEPOSE_33.index(name)] = where

        angles = zip(("left", "right"), *(sides(v) for v in (hip, knee, shoulder, elbow, ankle)), strict=True)
        for side, hip_, knee_, shoulder_, elbow_, ankle_ in angles:
            out = np.array([HALF_WIDTH if side == "left" else -HALF_WIDTH, 0.0, 0.0])
            top = out + np.array([0.0, TRUNK, 0.0])
            put(f"{side}_hip", out)
            put(f"{side}_shoulder", top)
            joint = out + THIGH * _along(hip_)
            put(f"{side}_knee", joint)
            joint = joint + SHANK * _along(hip_ - knee_)
            put(f"{side}_ankle", joint)
            put(f"{side}_heel", joint + 0.03 * _along(hip_ - knee_))
            put(f"{side}_foot_index", joint + FOOT * _along(hip_ - knee_ + 90 - ankle_) + 0.03 * _along(hip_ - knee_))
            joint = top + UPPER_ARM * _along(shoulder_)
            put(f"{side}_elbow", joint)
            joint = joint + FOREARM * _along(shoulder_ + elbow_)
            put(f"{side}_wrist", joint)
            for finger in ("pinky", "index", "thumb"):
                put(f"{side}_{finger}", joint + HAND * _along(shoulder_ + elbow_))
            for part, x, y in (("eye", 0.03, 0.26), ("ear", 0.07, 0.24)):
                put(f"{side}_{part}", [np.sign(out[0]) * x, TRUNK + y, 0.0 if part == "ear" else 0.09])
            for part in ("eye_inner", "eye_outer"):
                put(f"{side}_{part}", [np.sign(out[0]) * 0.03, TRUNK + 0.26, 0.09])
            put(f"{side}_mouth", [np.sign(out[0]) * 0.02, TRUNK + 0.17, 0.09])
        put("nose", [0, TRUNK + 0.22, 0.11])
        turn = _rotation(spread(somersault), 1, 2)  # up towards front
        turn = _rotation(spread(cartwheel), 1, 0) @ turn  # up towards left
        turn = _rotation(spread(facing), 2, 0) @ turn  # front towards the picture's right
        # Left, up, front of a figure that faces the camera are right, up, near in the picture.
        return np.einsum("tij,tkj->tki", turn, body) * [1.0, -1.0, -1.0] + np.asarray(centre)

    def track(self, points, times, *, pixels_per_metre=200.0, frame_size=(1280, 720), found=None, visibility=1.0):
        """The points seen from far away (orthographic), the picture's middle at the origin."""
        points = np.asarray(points, float)
        found = np.ones(len(points), bool) if found is None else np.asarray(found)
        scale = pixels_per_metre / np.array([frame_size[0], frame_size[1], frame_size[0]])
        landmarks = points * scale + [0.5, 0.5, 0.0]
        hips = points[:, BLAZEPOSE_33.indices("left_hip", "right_hip")].mean(axis=1, keepdims=True)
        world = points - hips
        seen = np.broadcast_to(np.asarray(visibility, float), points.shape[:2]) * found[:, None]
        return PoseTrack(
            times=times,
            landmarks=np.where(found[:, None, None], landmarks, np.nan),
            visibility=seen,
            found=found,
            frame_size=frame_size,
            skeleton=BLAZEPOSE_33,
            source="stick figure",
            world=np.where(found[:, None, None], world, np.nan),
        )


@pytest.fixture
def figure():
    """A stick figure to move."""
    return Figure()


@pytest.fixture
def tiny_model(tmp_path):
    """A function that writes a small network with its card and gives its path; needs the package ``onnx``.

    ``tiny_model("phases")``, or with any of: ``causal``, ``look_ahead``, ``labels``, ``units``, ``seed``,
    ``temperature``, ``unknown``, ``linear`` ((F, C): the logits are these weights times the normalised features, and
    the recurrent part counts for nothing), ``name`` (of the file), and ``change`` (a function that spoils the card's
    JSON object).
    Without ``linear`` the weights are drawn by chance: the verdicts mean nothing, but they are steady.
    """
    return functools.partial(_write_model, tmp_path)


def _write_model(
    folder,
    kind="phases",
    *,
    causal=False,
    look_ahead=0,
    labels=None,
    units=6,
    seed=0,
    temperature=1.0,
    unknown=0.3,
    linear=None,
    name="tiny.onnx",
    change=None,
):
    onnx = pytest.importorskip("onnx")
    from dancecoach.models.card import CARD_KEY, ModelCard, TrainingData
    from dancecoach.motion.features import FEATURES
    from dancecoach.motion.phases import PHASES

    labels = PHASES if kind == "phases" else tuple(labels or ("waltz", "samba", "breaking"))
    card = ModelCard(
        kind=kind,
        name="tiny",
        version="1",
        date="2026-11-21",
        labels=labels,
        causal=causal,
        look_ahead=look_ahead,
        mean=[0.0] * len(FEATURES),
        scale=[1.0] * len(FEATURES),
        temperature=temperature,
        unknown=unknown,
        training=(TrainingData("none", "weights drawn by chance", "Apache-2.0", 0),),
    )
    content = json.loads(card.to_json())
    if change is not None:
        content = change(content) or content
    graph = _gru_graph(onnx, kind, causal, units, len(FEATURES), len(labels), seed, linear)
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    onnx.helper.set_model_props(model, {CARD_KEY: json.dumps(content)})
    path = folder / name
    onnx.save(model, str(path))
    return path


def _gru_graph(onnx, kind, causal, units, inputs, outputs, seed, linear):
    """features -> GRU (both ways unless causal) -> mean over time for a style -> logits, plus ``linear``."""
    helper, floats = onnx.helper, onnx.TensorProto.FLOAT
    rng, ways = np.random.default_rng(seed), 1 if causal else 2
    share = 0.0 if linear is not None else 1.0
    weights = {
        "W": rng.normal(0, 0.3, (ways, 3 * units, inputs)),
        "R": rng.normal(0, 0.3, (ways, 3 * units, units)),
        "B": rng.normal(0, 0.3, (ways, 6 * units)),
        "out": share * rng.normal(0, 2.0, (ways * units, outputs)),
        "linear": np.zeros((inputs, outputs)) if linear is None else np.asarray(linear),
    }
    arrays = [onnx.numpy_helper.from_array(value.astype(np.float32), name) for name, value in weights.items()]
    arrays.append(onnx.numpy_helper.from_array(np.array([0, 0, ways * units], np.int64), "both"))
    takes = [helper.make_tensor_value_info("features", floats, ["batch", "time", inputs])]
    gives = [
        helper.make_tensor_value_info("logits", floats, ["batch", *([] if kind == "style" else ["time"]), outputs])
    ]
    if causal:
        takes.append(helper.make_tensor_value_info("state_in", floats, [1, "batch", units]))
        gives.append(helper.make_tensor_value_info("state_out", floats, [1, "batch", units]))
    gru = ["steps", "W", "R", "B", "", *(["state_in"] if causal else [])]
    nodes = [
        helper.make_node("Transpose", ["features"], ["steps"], perm=[1, 0, 2]),
        helper.make_node(
            "GRU",
            gru,
            ["hidden", *(["state_out"] if causal else [])],
            hidden_size=units,
            linear_before_reset=1,
            direction="forward" if causal else "bidirectional",
        ),
        helper.make_node("Transpose", ["hidden"], ["turned"], perm=[2, 0, 1, 3]),
        helper.make_node("Reshape", ["turned", "both"], ["rows"]),
        helper.make_node("MatMul", ["rows", "out"], ["recurrent"]),
        helper.make_node("MatMul", ["features", "linear"], ["direct"]),
        helper.make_node("Add", ["recurrent", "direct"], ["each" if kind == "style" else "logits"]),
    ]
    if kind == "style":
        nodes.append(helper.make_node("ReduceMean", ["each"], ["logits"], axes=[1], keepdims=0))
    return helper.make_graph(nodes, "tiny", takes, gives, arrays)


@pytest.fixture
def fill_gym():
    """A function that puts a gymnast's attempts into an open library, one clip each, as analyses would find them.

    ``fill_gym(library, "Anna", [(day, flight_s), ...])``: back tucks on days after 7 September 2026, each flight known
    to 0.02 s, the knee at touch-down 100 + day degrees; gives the clips. Further arguments: `turns`, `shape`, `filmed`.
    """
    from datetime import UTC, datetime, timedelta
    from pathlib import Path

    import numpy as np

    from dancecoach.coaching.skill import Skill
    from dancecoach.coaching.skill_sheet import MEASURES, SkillSheet, Unseen, measured, not_seen
    from dancecoach.library.analyses.record import Analysis
    from dancecoach.library.catalogue.findings import findings_of
    from dancecoach.library.catalogue.records import FileFacts, Group, Kind, Storage
    from dancecoach.pose.skeleton import BLAZEPOSE_33
    from dancecoach.pose.track import PoseTrack
    from dancecoach.video.frame import ClipInfo

    numbers = iter(range(1, 10_000))

    def sheet(day, flight_s, turns):
        taken = {
            "flight_time": (flight_s, 0.02),
            "height": (9.81 * flight_s**2 / 8, 0.04),
            "rotation": (turns, None),
            "touchdown_knee": (100.0 + day, 8.0),
        }
        return SkillSheet(tuple(measured(n, *taken[n]) if n in taken else not_seen(n, Unseen.HIDDEN) for n in MEASURES))

    def analysis(path, sha256, skill):
        times = np.arange(60) / 30
        landmarks, visibility = np.full((60, 33, 3), 0.5, np.float32), np.full((60, 33), 0.9, np.float32)
        track = PoseTrack(times, landmarks, visibility, np.ones(60, bool), (64, 48), BLAZEPOSE_33, "blazepose full")
        info = ClipInfo(str(path), 60, 2.0, 30.0, False, 64, 48, 0)
        return Analysis(info, sha256, track, "blazepose", "full", "auto", skills=(skill,))

    def fill(library, person, attempts, *, turns=-1.0, shape="tuck", filmed=True):
        clips = []
        for day, flight_s in attempts:
            number = next(numbers)
            title, sha256 = f"{person or 'clip'} {number}", f"{number:064x}"
            when = datetime(2026, 9, 7, 10, number % 60, tzinfo=UTC) + timedelta(days=day)
            path = Path("/films") / f"{title}.mp4"
            skill = Skill(
                takeoff_frame=20, touchdown_frame=40, takeoff_s=0.7, touchdown_s=0.7 + flight_s, flight_time_s=flight_s,
                flight_time_uncertainty_s=0.02, jump_height_m=9.81 * flight_s**2 / 8, rotation_turns=turns,
                body_shape=shape, confidence=0.95, sheet=sheet(day, flight_s, turns),
            )  # fmt: skip
            facts = FileFacts(sha256, title, Kind.VIDEO, 1000, 64, 48, 30.0, 60, 2.0, when if filmed else None)
            found = analysis(path, sha256, skill)
            library.analyses.put(found)
            clip, _ = library.clips.add(facts, Storage.LINKED, path)
            library.clips.note_findings(clip.id, findings_of(found))
            if person:
                library.groups.put([clip.id], Group.PERSON, person)
            clips.append(library.clips.get(clip.id))
        return clips

    return fill


@pytest.fixture
def posing(figure):
    """``posing(style, seed, frames=90)``: a track with the arms "hanging", "forward" or "raised", swinging a little."""

    def make(style, seed, frames=90):
        rng = np.random.default_rng(seed)
        angle = {"hanging": 8, "forward": 85, "raised": 165}[style] + rng.uniform(-6, 6)
        times = np.arange(frames) / 30
        swing = angle + 6 * np.sin(2 * np.pi * rng.uniform(0.5, 1.5) * times)
        points = figure.points(frames, shoulder=swing, elbow=rng.uniform(0, 15), facing=rng.uniform(-20, 20))
        return figure.track(points + rng.normal(0, 0.003, points.shape), times)

    return make


@pytest.fixture
def arms_pack(posing, tmp_path):
    """``arms_pack(path)``: a style network that tells hanging from forward arms, with its examples; needs ``onnx``."""
    onnx = pytest.importorskip("onnx")
    from dancecoach.models.card import CARD_KEY, ModelCard
    from dancecoach.models.style import style_values
    from dancecoach.models.teaching.support import carry
    from dancecoach.motion.features import FEATURES

    def make(path):
        clips = {style: [style_values(posing(style, seed)) for seed in range(6)] for style in ("hanging", "forward")}
        everything = np.nan_to_num(np.concatenate([v for part in clips.values() for v in part]))
        mean, scale = everything.mean(0), everything.std(0) + 0.1
        middles = [np.mean([(np.nan_to_num(v) - mean).mean(0) / scale for v in p], axis=0) for p in clips.values()]
        kernel = np.stack([middles[0] - middles[1], middles[1] - middles[0]], axis=1) / 4
        helper, floats = onnx.helper, onnx.TensorProto.FLOAT
        arrays = {"kernel": kernel.astype(np.float32), "bias": np.zeros(2, np.float32)}
        graph = helper.make_graph(
            [
                helper.make_node("ReduceMean", ["features"], ["pooled"], axes=[1], keepdims=0),
                helper.make_node("MatMul", ["pooled", "kernel"], ["product"]),
                helper.make_node("Add", ["product", "bias"], ["sum"]),
                helper.make_node("Identity", ["sum"], ["logits"]),
            ],
            "arms",
            [helper.make_tensor_value_info("features", floats, ["batch", "time", len(FEATURES)])],
            [helper.make_tensor_value_info("logits", floats, ["batch", 2])],
            [onnx.numpy_helper.from_array(array, name) for name, array in arrays.items()],
        )
        card = ModelCard(
            kind="style", name="arms", version="1", date="2026-01-01", labels=("hanging", "forward"), causal=False,
            look_ahead=0, mean=mean, scale=scale, unknown=0.4,
        )  # fmt: skip
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        helper.set_model_props(model, {CARD_KEY: card.to_json()})
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(model.SerializeToString())
        carry(path, [v for part in clips.values() for v in part], ["hanging"] * 6 + ["forward"] * 6)
        return path

    return make


@pytest.fixture(scope="session")
def drawn_skill():
    """``drawn_skill("flip", 80.0)``: truth of a figure that does it, seen from an azimuth."""
    from training.figure.camera import Camera
    from training.figure.motions import Stand
    from training.figure.motions.jumps import Jump, Somersault
    from training.figure.scene import Actor, Scene, Stage

    flip, jump = Somersault(), Jump(flight=0.5, shape="straddle", level=1.0)
    done = {"flip": (flip,), "jump": (jump,), "stand": (Stand(1.0),), "both": (jump, Stand(0.7), flip)}
    made = {}

    def draw(kind, azimuth):
        if (kind, azimuth) not in made:
            camera = Camera(azimuth=azimuth, distance=7.5, target=(0.0, 1.2, 0.0))
            moves = (Stand(0.7), *done[kind], Stand(0.7))
            made[kind, azimuth] = Stage(Scene(actors=(Actor(moves=moves),), camera=camera, size=(640, 640))).truth()
        return made[kind, azimuth]

    return draw


@pytest.fixture
def films_of(drawn_skill, tmp_path, monkeypatch):
    """``films_of("flip", [80.0, 35.0])``: files of landmarks; the person's own data are in the test's folder."""
    from dancecoach.pose.formats import save_npz

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def make(kind, sides):
        paths = [tmp_path / f"{kind}{side:.0f}.npz" for side in sides]
        for path, side in zip(paths, sides, strict=True):
            save_npz(drawn_skill(kind, side).to_track(), path)
        return paths

    return make
