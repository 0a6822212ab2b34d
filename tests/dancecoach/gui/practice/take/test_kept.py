"""Takes that come and go while it is looked which there are: none is forgotten, none comes back."""

import threading
from datetime import UTC, datetime

import pytest

from dancecoach.gui.practice.take.kept import KeptTakes
from dancecoach.pipeline.practice.takes import TakeFacts, TakeStore

pytestmark = pytest.mark.gui
SHA256 = "ab" * 32
PATIENCE_S = 30


class HeldStore(TakeStore):
    """What it has read it tells when `go` is set."""

    def __init__(self, root):
        super().__init__(root)
        self.looks, self.read, self.go = 0, threading.Event(), threading.Event()

    def of(self, sha256):
        found = super().of(sha256)
        self.looks += 1
        self.read.set()
        assert self.go.wait(PATIENCE_S)
        return found


@pytest.fixture
def store(tmp_path):
    return HeldStore(tmp_path / "takes")


@pytest.fixture
def kept(qapp, store):
    made = KeptTakes(store)
    yield made
    store.go.set()
    made.close(PATIENCE_S)


def take(store, day):
    begun = store.begin(TakeFacts("/clips/tanz.npz", SHA256, datetime(2026, 3, day, tzinfo=UTC)))
    begun.film.touch()
    return begun


def test_one_that_is_judged_meanwhile_stays(kept, store, qtbot):
    first = take(store, 1)
    kept.be_of(SHA256)
    assert store.read.wait(PATIENCE_S)
    second = take(store, 2)
    kept.add(second)
    store.go.set()
    qtbot.waitUntil(lambda: store.looks == 2 and len(kept.takes) == 2)
    assert kept.takes == (second, first)


def test_one_that_is_removed_meanwhile_does_not_come_back(kept, store, qtbot):
    first, second = take(store, 1), take(store, 2)
    kept.be_of(SHA256)
    assert store.read.wait(PATIENCE_S)
    kept.remove(second)
    told = []
    kept.changed.connect(lambda: told.append(kept.takes))
    store.go.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(first,)]
