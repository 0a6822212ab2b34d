"""The person's own phase network is asked by choice, and only where it holds to the contract."""

import pytest

from dancecoach.errors import InputError, ModelError
from dancecoach.models.packs import own_phases as module
from dancecoach.models.packs.own_phases import (
    MOST_BYTES,
    check_phases,
    own_phases,
    own_phases_file,
    put_phases,
    remove_phases,
    review_file,
    use_own,
    uses_own,
)
from dancecoach.models.phases import REVIEW_FILE
from dancecoach.resources import model_path


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def network(tiny_model):
    """Bytes of a phase network."""
    return lambda seed=0, **more: tiny_model("phases", seed=seed, **more).read_bytes()


def test_the_shipped_one_is_asked_where_there_is_no_other(home):
    assert review_file() == model_path(REVIEW_FILE)
    assert own_phases() is None
    assert not home.exists()
    for act in (remove_phases, lambda: use_own(on=True)):
        with pytest.raises(InputError, match="no phase network of your own"):
            act()


def test_an_own_one_is_put_and_taken_back(network):
    undo = put_phases(network(1))
    assert review_file() == own_phases_file()
    assert own_phases().card.name == "tiny"
    again = put_phases(network(2))
    assert own_phases_file().read_bytes() == network(2)
    again()
    assert own_phases_file().read_bytes() == network(1)
    undo()
    assert review_file() == model_path(REVIEW_FILE)


def test_the_shipped_one_can_be_chosen_again_and_the_choice_be_undone(network):
    put_phases(network())
    undo = use_own(on=False)
    assert review_file() == model_path(REVIEW_FILE)
    assert not own_phases().on
    undo()
    assert uses_own()
    use_own(on=False)
    back = put_phases(network(3))  # a new one is asked
    assert uses_own()
    back()
    assert not uses_own()


def test_it_is_removed_and_brought_back(network):
    put_phases(network())
    undo = remove_phases()
    assert own_phases() is None
    undo()
    assert uses_own()


def test_what_does_not_hold_to_the_contract_is_not_put(network, tiny_model, monkeypatch):
    put_phases(network(1))
    for wrong in (b"rubbish", tiny_model("style").read_bytes(), network(causal=True)):
        with pytest.raises(ModelError):
            put_phases(wrong)
        assert own_phases_file().read_bytes() == network(1)
    assert [path.name for path in own_phases_file().parent.iterdir()] == [REVIEW_FILE]
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    with pytest.raises(ModelError, match="too large"):
        check_phases(own_phases_file())
    assert model_path(REVIEW_FILE).stat().st_size < MOST_BYTES


def test_a_damaged_one_says_so(network):
    put_phases(network())
    own_phases_file().write_bytes(b"rubbish")
    found = own_phases()
    assert found.card is None
    assert REVIEW_FILE in found.problem
    own_phases_file().unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        check_phases(own_phases_file())
