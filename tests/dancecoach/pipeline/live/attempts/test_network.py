"""Attempts are looked at by the network that Review asks: the person's own, as soon as it is wanted."""

import pytest

from dancecoach.models.packs.own_phases import own_phases_file, put_phases, remove_phases, use_own
from dancecoach.pipeline.live.attempts.network import ReviewNetwork


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The person's own data are in the test's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def own(tiny_model):
    """Bytes of a phase network with a name."""

    def make(name, seed=5):
        return tiny_model("phases", seed=seed, change=lambda card: card.update(name=name)).read_bytes()

    return make


@pytest.fixture
def track(figure):
    return figure.track(figure.points(90), [i / 30 for i in range(90)])


def authors(network, track):
    return {segment.author for segment in network(track)}


def test_the_own_network_is_asked_at_once_and_given_up_at_once(own, track):
    notices = []
    network = ReviewNetwork(notices.append)
    [shipped] = authors(network, track)
    put_phases(own("mine"))
    assert authors(network, track) == {"model mine 1"}
    put_phases(own("later", seed=6))
    assert authors(network, track) == {"model later 1"}
    back = use_own(on=False)
    assert authors(network, track) == {shipped}
    back()
    assert authors(network, track) == {"model later 1"}
    remove_phases()
    assert authors(network, track) == {shipped}
    assert notices == []


def test_an_own_network_that_cannot_be_used_is_told_once_and_costs_nothing(own, track):
    notices = []
    network = ReviewNetwork(notices.append)
    shipped = authors(network, track)
    put_phases(own("mine"))
    own_phases_file().write_bytes(b"rubbish")
    for _look in range(2):
        assert authors(network, track) == shipped
    [notice] = notices
    assert notice.startswith("Your own phase network is left out")
    put_phases(own("mine"))
    assert authors(network, track) == {"model mine 1"}


def test_one_that_fails_at_work_is_left_out_too(own, track, monkeypatch):
    notices = []
    put_phases(own("mine"))
    network = ReviewNetwork(notices.append)
    assert authors(network, track) == {"model mine 1"}

    def fail(_track):
        raise RuntimeError("no memory")

    monkeypatch.setattr(network._own, "segment", fail)
    assert authors(network, track) != {"model mine 1"}
    assert notices == ["Your own phase network is left out: RuntimeError: no memory"]
