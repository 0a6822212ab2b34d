"""The window looks as in the pictures kept here, state after state; a test that fails says where it does not.

``python packaging/dev.py screenshots`` takes them anew. Compared are blocks of the small pictures, so that a shade, a
number that runs or an edge half a pixel aside does not count, but a panel that is shifted, missing or new does. The
letters must be those of the machine that took the pictures, else nothing can be compared.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

HERE = Path(__file__).resolve().parent
KEPT = sorted(path.stem for path in HERE.glob("*.png"))
SCREEN = (1280, 800)
SMALL = (480, 300)
BLOCK = 10
#: Of 255: what the mean of a block may be off before the block differs.
SHADE = 10
#: So many blocks may differ: a hair's breadth where a picture was compressed in between.
MOST_BLOCKS = 5
#: In Live, numbers run here: frames a second, how much is kept, how late a standing picture is. In blocks.
RUNNING = {"live-": (slice(26, 30), slice(3, 48))}
MOST_BYTES = 1_500_000


def blocks(picture):
    """(rows, columns, 3) mean colours."""
    values = np.asarray(picture.convert("RGB"), np.float32)
    height, width = values.shape[0] // BLOCK, values.shape[1] // BLOCK
    return values[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK, 3).mean((1, 3))


def differing(first, second):
    """(rows, columns) whether a block of two pictures of one size differs."""
    return np.abs(blocks(first) - blocks(second)).max(axis=-1) > SHADE


def changed(name, picture):
    """(rows, columns) where a picture is not as it was kept."""
    different = differing(kept(name), picture)
    for beginning, box in RUNNING.items():
        if name.startswith(beginning):
            different[box] = False
    return different


def where(different):
    """The box around all that differs, in the window's pixels."""
    rows, columns = np.nonzero(different)
    scale = BLOCK * SCREEN[0] / SMALL[0]
    x, y, right, bottom = (scale * v for v in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))
    return f"{right - x:.0f} x {bottom - y:.0f} at {x:.0f}, {y:.0f}"


def kept(name):
    with Image.open(HERE / f"{name}.png") as picture:
        return picture.convert("RGB")


# The pictures themselves


def test_they_are_small():
    assert len(KEPT) >= 30
    assert sum((HERE / f"{name}.png").stat().st_size for name in KEPT) < MOST_BYTES
    for name in KEPT:
        with Image.open(HERE / f"{name}.png") as picture:
            assert (picture.size, picture.mode) == (SMALL, "P"), name


def test_every_page_of_the_rail_has_its_pictures():
    pytest.importorskip("PySide6")
    from dancecoach.gui.window.pages import PAGES

    for page in PAGES:
        states = [name for name in KEPT if name.startswith(f"{page.name}-")]
        assert f"{page.name}-empty" in states, "add states of the new page to take.py"
        assert any(name.endswith("-light") for name in states)


# What the comparison finds


def test_a_shifted_panel_is_found():
    before = kept("review-done")
    after = before.copy()
    side = before.crop((375, 20, 470, 150))
    after.paste(side, (383, 26))
    assert differing(before, after).sum() > MOST_BLOCKS


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("review-done", (376, 90, 476, 150)),  # the list of skills
        ("review-done", (20, 178, 372, 206)),  # the lanes
        ("review-drawings", (20, 30, 372, 42)),  # the bar of tools
        ("live-delayed", (34, 236, 100, 256)),  # how late it is
        ("palette", (145, 40, 335, 160)),
        ("review-done", (376, 60, 476, 90)),  # what the body was found with
        ("settings-body", (110, 60, 350, 130)),
    ],
)
def test_a_missing_panel_is_found(name, box):
    before = kept(name)
    after = before.copy()
    after.paste(before.getpixel((box[0], box[1])), box)
    found = differing(before, after)
    assert found.sum() > MOST_BLOCKS
    assert " at " in where(found)


def test_another_theme_is_found():
    assert differing(kept("review-done"), kept("review-done-light")).mean() > 0.3


def test_a_shade_noise_and_half_a_pixel_are_not():
    before = kept("review-compare-beside")
    values = np.asarray(before, np.float32)
    noisy = values + np.random.default_rng(0).normal(4, 8, values.shape)
    moved = 0.8 * values + 0.2 * np.roll(values, 1, axis=1)  # half a pixel of the window
    for after in (noisy, moved):
        picture = Image.fromarray(np.clip(after, 0, 255).astype(np.uint8))
        assert differing(before, picture).sum() <= MOST_BLOCKS


# The window as it is now


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """The folder of pictures taken now."""
    if shutil.which("xvfb-run") is None:
        pytest.skip("needs xvfb-run (apt install xvfb)")
    folder = tmp_path_factory.mktemp("screenshots")
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "QT_SCALE_FACTOR")}
    environment |= {"XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")}
    screen = ["xvfb-run", "-a", "-s", f"-screen 0 {SCREEN[0]}x{SCREEN[1]}x24"]
    command = [*screen, sys.executable, str(HERE / "take.py"), str(folder / "now"), "--large", str(folder / "large")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    then, now = (json.loads((place / "machine.json").read_text())["font"] for place in (HERE, folder / "now"))
    if then != now:
        pytest.skip(f"the letters of this machine are others: {now}, not {then}")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
def test_it_looks_as_it_did(taken, name):
    with Image.open(taken / "now" / f"{name}.png") as picture:
        now = picture.convert("RGB")
    assert now.size == SMALL
    different = changed(name, now)
    assert different.sum() <= MOST_BLOCKS, (
        f"{name} looks different: {different.sum()} blocks, {where(different)}; it is now {taken / 'large' / name}.png "
        f"(python packaging/dev.py screenshots {name} renews it, where that is meant)"
    )


@pytest.mark.slow
def test_no_state_is_left_out(taken):
    assert sorted(path.stem for path in (taken / "now").glob("*.png")) == KEPT
