"""What few clips teach, kept dance by dance."""

import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from training.teaching import judge as module
from training.teaching.judge import FewShot, FewShotOutcome, FewShotTrial


@attrs.frozen
class _Dances:
    labels: tuple[str, ...] = ("waltz", "rumba/slow")
    truth: np.ndarray = attrs.field(factory=lambda: np.repeat([0, 1], [6, 3]))
    set_name: str = "two"


@attrs.frozen
class _Settings:
    seed: int = 4


@pytest.fixture
def trial(tmp_path, monkeypatch):
    """A trial that trains nothing, and the numbers of the dances that it was to teach."""
    taught = []

    def teach(self, number, cancel):
        taught.append(number)
        yield from (FewShot(self.dances.labels[number], n, 0.5, 0.9, 0.8) for n in self._counts(number))

    monkeypatch.setattr(module.FewShotTrial, "_taught", teach)
    return FewShotTrial(_Dances(), _Settings(), tmp_path), taught


def test_a_killed_run_goes_on_where_it_was(trial, tmp_path):
    run, taught = trial
    first = list(run.run())
    assert [f.clips for f in first[1].found] == [1]  # three clips leave none to ask about
    (tmp_path / "few-shot.two.1.4.json").unlink()
    assert [f.found for f in run.run()] == [f.found for f in first]
    assert taught == [0, 1, 1]


def test_what_was_drawn_otherwise_is_worked_out_again(trial):
    run, taught = trial
    list(run.run())
    list(attrs.evolve(run, draws=9).run())
    assert taught == [0, 1, 0, 1]


def test_a_damaged_outcome_is_named(trial, tmp_path):
    path = next(iter(trial[0].run())).save(tmp_path)
    assert FewShotOutcome.load(path).found[0] == FewShot("waltz", 1, 0.5, 0.9, 0.8)
    path.write_text(path.read_text().replace('"known"', '"unknown"'))
    with pytest.raises(InputError, match=r"few-shot\.two\.0\.4\.json: holds no outcome of a benchmark"):
        list(trial[0].run())
