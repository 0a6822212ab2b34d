import io

import numpy as np
import pytest

from dancecoach.errors import PoseFileError
from dancecoach.pose.formats import is_pose_file, load_mediapipe_csv, load_pose_file, save_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33

MEDIAPIPE_NAMES = [
    {"left_mouth": "MOUTH_LEFT", "right_mouth": "MOUTH_RIGHT"}.get(n, n.upper()) for n in BLAZEPOSE_33.joints
]
NAMES = [f"{part}{i}" for i in range(1, 34) for part in "xyzv"]


@pytest.fixture
def values():
    return np.random.default_rng(1).uniform(0.05, 0.95, (6, 132)).round(6)


def write(path, values, *, header=None, leading=None, trailing=None, sep=",", decimal=".", encoding="utf-8"):
    out = io.StringIO()
    if header:
        out.write(sep.join(header) + "\n")
    for i, row in enumerate(values):
        cells = [str(v).replace(".", decimal) for v in row]
        cells = [*(leading(i) if leading else ()), *cells, *(trailing(i) if trailing else ())]
        out.write(sep.join(cells) + "\n")
    path.write_text(out.getvalue(), encoding=encoding)
    return path


def landmarks_of(values):
    return values.reshape(-1, 33, 4)[..., :3].astype(np.float32)


VARIANTS = {
    "bare": {},
    "header": {"header": NAMES},
    "semicolon": {"sep": ";"},
    "tab, header": {"sep": "\t", "header": NAMES},
    "semicolon, decimal comma": {"sep": ";", "decimal": ","},
    "tab, decimal comma": {"sep": "\t", "decimal": ","},
    "byte order mark": {"encoding": "utf-8-sig", "header": NAMES},
    "utf-16 with header": {"encoding": "utf-16", "header": NAMES, "sep": "\t"},
    "label first": {"leading": lambda i: ["walzer – ä"]},
    "label last": {"trailing": lambda i: ["waltz"]},
    "frame and label": {"leading": lambda i: [str(i), "waltz"]},
    "class header": {"header": ["class", *NAMES], "leading": lambda i: ["waltz"]},
    "numeric class header": {"header": [*NAMES, "class"], "trailing": lambda i: ["3"]},
    "frame header": {"header": ["frame", *NAMES], "leading": lambda i: [str(i)]},
    "names": {"header": [f"{n}_{p}" for n in MEDIAPIPE_NAMES for p in ("x", "y", "z", "visibility")]},
    "number names": {"header": [f"landmark_{i}_{p}" for i in range(33) for p in ("x", "y", "z", "visibility")]},
}


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_every_usual_layout_gives_the_same_track(tmp_path, values, variant):
    path = write(tmp_path / "a.csv", values, **variant)
    track, warnings = load_mediapipe_csv(path)
    np.testing.assert_allclose(track.landmarks, landmarks_of(values), atol=1e-6)
    np.testing.assert_allclose(track.visibility, values[:, 3::4], atol=1e-6)
    np.testing.assert_allclose(track.times, np.arange(6) / 30)
    assert track.found.all()
    assert track.world is None
    assert track.skeleton is BLAZEPOSE_33
    assert len(warnings) == 2
    assert "30 frames per second" in warnings[0]
    assert "1920 x 1080" in warnings[1]


def test_columns_in_another_order_are_put_right_by_their_names(tmp_path, values):
    order = [*range(0, 132, 4), *range(1, 132, 4), *range(2, 132, 4), *range(3, 132, 4)]  # all x, all y, ...
    path = write(tmp_path / "a.csv", values[:, order], header=[NAMES[i] for i in order])
    np.testing.assert_allclose(load_mediapipe_csv(path)[0].landmarks, landmarks_of(values), atol=1e-6)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("time", lambda t: f"{t:.6f}"),
        ("time_s", lambda t: f"{t + 5:.6f}"),
        ("timestamp", lambda t: f"{t * 1000:.3f}"),
        ("timestamp_ms", lambda t: f"{t * 1000:.3f}"),
        ("timestamp_us", lambda t: f"{t * 1e6:.0f}"),
        ("timestamp", lambda t: f"{1.7e15 + t * 1e6:.0f}"),
        (None, lambda t: f"{t:.6f}"),
        (None, lambda t: f"{t * 1000:.0f}"),
    ],
)
def test_times_are_taken_from_the_table(tmp_path, values, header, cell):
    times = np.array([0, 0.033, 0.067, 0.15, 0.18, 0.25])
    path = write(
        tmp_path / "a.csv",
        values,
        header=[header, *NAMES] if header else None,
        leading=lambda i: [cell(times[i])],
    )
    track, warnings = load_mediapipe_csv(path, frame_size=(640, 480))
    np.testing.assert_allclose(track.times, times, atol=1e-3)
    assert warnings == []
    assert track.frame_size == (640, 480)


def test_frame_numbers_with_gaps_make_gaps_in_time_and_are_said(tmp_path, values):
    frames = [0, 1, 2, 10, 11, 12]
    path = write(tmp_path / "a.csv", values, header=["frame", *NAMES], leading=lambda i: [str(frames[i])])
    track, warnings = load_mediapipe_csv(path, fps=25, frame_size=(10, 10))
    np.testing.assert_allclose(track.times, np.array(frames) / 25)
    assert len(warnings) == 1
    assert "7 frames" in warnings[0]


@pytest.mark.parametrize("cell", ["0", "0.0", "", "nan", "NaN", "None"])
def test_an_empty_row_is_a_frame_without_a_person(tmp_path, values, cell):
    path = write(tmp_path / "a.csv", values.astype(object) if cell else values)
    lines = path.read_text().splitlines()
    lines[2] = ",".join([cell] * 132)
    path.write_text("\n".join(lines) + "\n")
    track, _ = load_mediapipe_csv(path)
    assert track.found.tolist() == [True, True, False, True, True, True]
    assert np.isnan(track.landmarks[2]).all()
    assert (track.visibility[2] == 0).all()


def test_a_joint_without_numbers_is_not_known(tmp_path, values):
    rows = values.astype(object)
    rows[1, 4 * 15 : 4 * 16] = "nan"
    track, _ = load_mediapipe_csv(write(tmp_path / "a.csv", rows))
    assert track.found.all()
    assert np.isnan(track.landmarks[1, 15]).all()
    assert track.visibility[1, 15] == 0
    assert np.isfinite(track.landmarks[1, 16]).all()


def test_pixels_need_the_picture_size(tmp_path, values):
    scaled = values.reshape(6, 33, 4) * [640, 360, 640, 1]
    path = write(tmp_path / "a.csv", scaled.reshape(6, 132))
    with pytest.raises(PoseFileError, match="pixels"):
        load_mediapipe_csv(path)
    track, _ = load_mediapipe_csv(path, frame_size=(640, 360))
    np.testing.assert_allclose(track.landmarks, landmarks_of(values), atol=1e-5)


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"hello world\n", "columns"),
        (b"1,2,3\n4,5,6\n", "3 columns"),
        ((",".join(NAMES) + "\n").encode(), "no rows"),
        (",".join(["0.5"] * 132).encode() + b"\n" + b"0.5,0.5\n", "line 2 has 2 values"),
        (",".join(["0.5"] * 132).encode() + b"\n" + ",".join(["0.5"] * 131 + ["left"]).encode(), "line 2, column 132"),
        (b"\x00\x01\x02" * 500, "not a table of text"),
        (b'"' + b"a," * 200_000, "not a table|columns"),
    ],
)
def test_what_is_no_such_table_is_one_sentence(tmp_path, content, match):
    path = tmp_path / "kaputt.csv"
    path.write_bytes(content)
    with pytest.raises(PoseFileError, match=match) as caught:
        load_pose_file(path)
    assert "kaputt.csv" in str(caught.value)


@pytest.mark.parametrize("fps", [0, -1, float("nan"), float("inf")])
def test_an_absurd_frame_rate_is_refused(tmp_path, values, fps):
    with pytest.raises(PoseFileError, match="frame rate"):
        load_mediapipe_csv(write(tmp_path / "a.csv", values), fps=fps)


def test_dispatch_looks_at_the_content(tmp_path, values, make_track):
    save_npz(make_track(), tmp_path / "a.npz")
    (tmp_path / "a.npz").rename(tmp_path / "a.dat")
    write(tmp_path / "b.txt", values)
    (tmp_path / "c.mp4").write_bytes(b"\0\0\0 ftypisom" + bytes(100))
    (tmp_path / "d.txt").write_text("a line of prose, with commas, but few\n")
    assert [is_pose_file(tmp_path / n) for n in ("a.dat", "b.txt", "c.mp4", "d.txt", "none.npz", "none", ".")] == [
        True, True, False, False, True, False, False,
    ]  # fmt: skip
    assert len(load_pose_file(tmp_path / "a.dat")[0]) == 20
    assert len(load_pose_file(tmp_path / "b.txt")[0]) == 6


@pytest.mark.parametrize("name", ["none.csv", "folder.csv", "empty.npz", "half.npz"])
def test_unusable_paths(tmp_path, name):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "empty.npz").touch()
    (tmp_path / "half.npz").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(PoseFileError, match=name):
        load_pose_file(tmp_path / name)
