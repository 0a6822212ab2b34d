"""Files that nobody would write on purpose, and what no reader may do with them.

The suite takes about a minute for all of this and the same examples each time; ``--fuzz-minutes N`` looks for others,
N times as many.
"""

import contextlib
import copy
import io
import json
import math
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from dancecoach.errors import DancecoachError

MOST_BYTES = 128 << 20
"""Memory that reading a file of some kilobytes may take at its peak."""
MOST_S = 20.0
"""Processor seconds for the same."""

_EXAMPLES = {"fuzz": 120, "fuzz-slow": 20}
_ODD = (
    None, True, False, 0, -1, 1, 0.5, -0.0, 1e-320, 1e308, -1e308, math.nan, math.inf, -math.inf, 10**12, 10**18,
    -(10**40), 10**400, "", "x", "0", "-1", "1e999", "nan", "9" * 40, "a" * 5000, "../../x", "/etc/passwd", "\x00",
    "\ud800", "٣", "²", [], {}, [None], [[]], [{}], {"": None}, [1, 2, 3], ["1", "2"], [[1, 2], [3]], [0] * 500,
)  # fmt: skip


def pytest_configure(config):
    """The number of examples, from the option."""
    minutes = config.getoption("--fuzz-minutes")
    for name, examples in _EXAMPLES.items():
        settings.register_profile(
            name,
            max_examples=round(examples * max(1.0, minutes)),
            deadline=None,
            derandomize=not minutes,
            database=None,
            print_blob=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )


class Hostile:
    """Strategies that spoil what is sound."""

    def bytes(self, sound):
        """Bytes of a sound file with some places changed, doubled, cut out or cut off; or nothing but chance."""
        place = st.integers(0, max(0, len(sound) - 1))
        change = st.tuples(st.sampled_from(["set", "insert", "cut", "double", "end"]), place, st.binary(max_size=12))
        damaged = st.lists(change, min_size=1, max_size=6).map(lambda changes: _damaged(sound, changes))
        return damaged | st.binary(max_size=300)

    def text(self, sound):
        """Lines of a sound table with cells, lines and separators changed."""
        lines = sound.split("\n")
        odd = [str(odd) for odd in _ODD if not isinstance(odd, list | dict)]
        cell = st.sampled_from([*odd, '"', "'", ";", "\t", "\r", "1,5", "-", "+", "1_000", "0x10", "∞", "１"])
        change = st.tuples(
            st.integers(0, len(lines) - 1),
            st.integers(0, 200),
            cell,
            st.sampled_from(["set", "set", "again", "without", "end"]),
        )
        return st.lists(change, min_size=1, max_size=5).map(lambda changes: _retabled(lines, changes))

    def json(self, sound):
        """A value with odd ones in some places, as JSON text."""
        odd = st.sampled_from(_ODD) | st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
            max_leaves=6,
        )
        change = st.tuples(st.integers(0, 1 << 30), odd)
        deep = st.sampled_from([b"[" * 50_000, b'{"frames":' * 50_000, b"[" * 900 + b"1" + b"]" * 900])
        return st.lists(change, min_size=1, max_size=4).map(lambda changes: _dump(_replaced(sound, changes))) | deep


def _damaged(sound, changes):
    data = bytearray(sound)
    for what, place, some in changes:
        if what == "set":
            data[place : place + len(some)] = some
        elif what == "insert":
            data[place:place] = some
        elif what == "cut":
            del data[place : place + 1 + 3 * len(some)]
        elif what == "double":
            data[place:place] = data[place : place + 40 * (1 + len(some))]
        else:
            del data[place:]
    return bytes(data)


def _retabled(lines, changes):
    lines = list(lines)
    for at, column, cell, how in changes:
        cells = lines[at % len(lines)].split(",")
        if how == "again":
            lines.insert(at, lines[at % len(lines)])
        elif how == "without" and len(lines) > 1:
            del lines[at % len(lines)]
        elif how == "end":
            cells[column % len(cells) :] = []
            lines[at % len(lines)] = ",".join(cells)
        else:
            cells[column % len(cells)] = cell
            lines[at % len(lines)] = ",".join(cells)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _replaced(value, changes):
    value = json.loads(json.dumps(value))
    for choice, odd in changes:
        places = list(_places(value))
        if not places:
            return odd
        holder, key = places[choice % len(places)]
        holder[key] = copy.deepcopy(odd)
    return value


def _places(value, most=4000):
    """Where something stands in a value: outer places as often as inner ones, of which there are thousands."""
    found, level = [], [value]
    while level and len(found) < most:
        inside = ((holder, holder if isinstance(holder, dict) else range(len(holder))) for holder in level)
        places = [(holder, key) for holder, keys in inside for key in keys]
        found += places[:60]
        level = [holder[key] for holder, key in places if isinstance(holder[key], dict | list)][:200]
    return found


def _dump(value):
    return json.dumps(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="session")
def hostile():
    """`Hostile`."""
    return Hostile()


class _Watch:
    """What is done outside of a folder, seen from within the interpreter. Hooks cannot be removed: there is one."""

    folder = None
    seen = ()

    def __call__(self, event, args):
        if self.folder is None or not self._is_harm(event, args):
            return
        self.seen = (*self.seen, (event, args[:2]))

    def _is_harm(self, event, args):
        if event == "open":
            return isinstance(args[1], str) and bool(set(args[1]) & set("wax+")) and self._is_outside(args[0])
        if event == "pickle.find_class":  # processes of our own answer so
            return not str(args[0]).startswith("dancecoach.")
        if event == "subprocess.Popen":
            return str(args[0]) != sys.executable
        if event == "socket.connect":
            return isinstance(args[1], tuple)
        if event in ("os.remove", "os.rmdir") and args[1] != -1:
            return False  # below a folder that was opened, whose own removal is seen
        return event in _RUNNING or (event in _WRITING and any(map(self._is_outside, args[: _WRITING[event]])))

    def _is_outside(self, path):
        if not isinstance(path, str | bytes):
            return False
        place = Path(path if isinstance(path, str) else path.decode(errors="surrogateescape")).absolute()
        # What is there for a moment only lies in the system's folder for that.
        passing = any(part.startswith("dancecoach-") for part in place.parts)
        return not passing and not place.is_relative_to(self.folder)


_WRITING = {
    "os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2, "os.truncate": 1,
    "shutil.move": 2, "shutil.rmtree": 1,
}  # fmt: skip
"""How many of the first arguments are paths."""
_RUNNING = {"os.system", "os.exec", "os.startfile"}


_watch = _Watch()


@pytest.fixture(scope="session")
def guarded():
    """A context in which one of the program's errors may come out and nothing else, in bounded time and memory.

    ``with guarded(folder): read(path)``: nothing is written outside of ``folder``, no program run,
    nothing unpickled and nobody called.
    """
    if _watch not in _HOOKED:
        sys.addaudithook(_watch)
        _HOOKED.append(_watch)

    @contextlib.contextmanager
    def guard(folder):
        _watch.folder, _watch.seen = Path(folder).absolute(), ()
        tracemalloc.start()
        begun = time.process_time()
        try:
            with contextlib.suppress(DancecoachError):
                yield
            took, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            _watch.folder = None
        assert took < MOST_S
        assert peak < MOST_BYTES
        assert not _watch.seen

    return guard


_HOOKED = []


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A folder of this session's for files to read; each example writes the same names."""
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="session")
def npz():
    """Bytes of an ``.npz`` of these arrays."""

    def make(**arrays):
        file = io.BytesIO()
        np.savez_compressed(file, **arrays)
        return file.getvalue()

    return make
