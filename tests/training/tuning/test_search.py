import os
import signal
import subprocess
import sys
import textwrap

import pytest

from dancecoach.errors import Cancelled, EngineError, InputError
from dancecoach.progress import CancelToken
from training.tuning import search as module
from training.tuning.backend import FILE, storage
from training.tuning.search import Search, best, best_of_fold
from training.tuning.space import Range

pytest.importorskip("optuna", reason="Optuna is not installed (extra `training`)")

SPACE = {"x": Range(0.0, 10.0)}


def _search(trials=6, folds=3):
    return Search("study", SPACE, {"x": 1.0}, folds, trials, seed=1)


class Judge:
    """The nearer to 7 the better; counts what it was asked, and may be stopped."""

    def __init__(self, stop_after=None):
        self.asked = []
        self.stop_after = stop_after

    def __call__(self, settings, fold):
        if len(self.asked) == self.stop_after:
            raise KeyboardInterrupt
        self.asked.append((settings["x"], fold))
        return 10 - abs(settings["x"] - 7) + (0.1 * fold if settings["x"] > 5 else 0)


def test_usual_settings_are_the_first_and_better_ones_are_found(tmp_path):
    judge = Judge()
    with storage(tmp_path) as kept:
        trials = _search(15).run(kept, judge)
    assert len(trials) == 15
    assert judge.asked[:3] == [(1.0, 0), (1.0, 1), (1.0, 2)]
    assert best(trials).score > 9
    assert best_of_fold(trials, 2).scores[2] == max(t.scores[2] for t in trials if not t.pruned)
    assert any(t.pruned for t in trials)
    assert len(judge.asked) < 45  # what is pruned is not asked in all folds


def test_stopped_search_goes_on_within_the_trial_and_ends_where_an_unbroken_one_does(tmp_path):
    whole = Judge()
    with storage(tmp_path / "whole") as kept:
        expected = _search().run(kept, whole)
    parts = [Judge(stop_after=5), Judge(stop_after=6), Judge()]
    for judge in parts:
        with storage(tmp_path / "broken") as kept:
            if judge.stop_after:
                with pytest.raises(KeyboardInterrupt):
                    _search().run(kept, judge)
            else:
                found = _search().run(kept, judge)
    assert len(found) == len(expected)
    asked = [one for judge in parts for one in judge.asked]
    assert len(set(asked)) == len(asked)  # nothing is asked twice
    assert asked[:3] == whole.asked[:3]


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from training.tuning.backend import storage
    from training.tuning.search import Search
    from training.tuning.space import Range

    asked = []

    def judge(settings, fold):
        if len(asked) == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        asked.append(fold)
        print(settings["x"], fold, flush=True)
        return settings["x"]

    with storage(Path(sys.argv[1])) as kept:
        Search("study", {"x": Range(0.0, 10.0)}, {"x": 1.0}, 3, 6, seed=1).run(kept, judge)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a kill that cannot be caught")
def test_killed_search_goes_on_at_once_with_the_folds_that_were_done(tmp_path):
    call = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)]
    dead = subprocess.run(call, capture_output=True, text=True, check=False, timeout=120)
    assert dead.returncode == -signal.SIGKILL
    before = [(float(x), int(fold)) for x, fold in (line.split() for line in dead.stdout.splitlines())]
    assert [fold for _, fold in before] == [0, 1, 2, 0, 1]
    judge = Judge()
    with storage(tmp_path) as kept:
        trials = _search().run(kept, judge)
    assert judge.asked[0] == (before[-1][0], 2)
    assert not set(judge.asked) & set(before)
    assert len(trials) == 6


def test_a_trial_that_lives_elsewhere_is_left_alone_until_it_is_long_silent(tmp_path, monkeypatch):
    import optuna

    with storage(tmp_path) as kept:
        study = optuna.create_study(storage=kept, study_name="study", direction="maximize")
        for machine in ("elsewhere", module.platform.node()):
            trial = study.ask()
            trial.suggest_float("x", 0, 10)
            trial.set_user_attr("owner", [machine, os.getpid(), module.psutil.Process().create_time()])
        module.give_back_lost(study)
        assert [t.state.name for t in study.trials] == ["RUNNING", "RUNNING"]
        monkeypatch.setattr(module, "LOST_S", -1.0)
        module.give_back_lost(study)
        assert [t.state.name for t in study.trials] == ["FAIL", "RUNNING", "WAITING"]


def test_settings_that_cannot_be_used_end_their_trial_alone(tmp_path):
    def judge(settings, fold):
        if settings["x"] > 2:
            raise InputError("has 9 frames, a window needs 30", subject="clip")
        return 1.0

    with storage(tmp_path) as kept:
        trials = _search().run(kept, judge)
    assert len(trials) == 6
    assert best(trials).settings == {"x": 1.0}

    def never(settings, fold):
        raise InputError("is damaged", subject="clip")

    with storage(tmp_path / "other") as kept, pytest.raises(InputError, match="clip: is damaged"):
        _search().run(kept, never)


def test_search_is_cancelled_between_folds(tmp_path):
    token = CancelToken()

    def judge(settings, fold):
        token.cancel()
        return 1.0

    with storage(tmp_path) as kept, pytest.raises(Cancelled):
        _search().run(kept, judge, cancel=token)
    with storage(tmp_path) as kept:
        trials = _search(1).run(kept, again := Judge())
    assert again.asked == [(1.0, 1), (1.0, 2)]
    assert trials[0].scores[0] == 1.0


def test_settings_outside_the_space_are_not_tried_and_none_that_fit_is_an_error(tmp_path):
    outside = Search("study", SPACE, {"x": 11.0}, 2, 2, seed=1)
    with storage(tmp_path) as kept:
        assert all(t.settings["x"] <= 10 for t in outside.run(kept, Judge()))

    def never(settings, fold):
        raise InputError("has 9 frames, a window needs 30", subject="clip")

    with storage(tmp_path / "other") as kept, pytest.raises(InputError, match="study: could be used with none"):
        outside.run(kept, never)


@pytest.mark.parametrize("url", ["nonsense", "mysql://me:secret@nowhere/studies", "postgresql://me:secret@nowhere/x"])
def test_storage_that_is_none_is_named_without_its_password(tmp_path, url):
    with pytest.raises(InputError, match="cannot be opened as a storage of studies") as said, storage(tmp_path, url):
        pass
    assert "secret" not in str(said.value)


def test_damaged_file_of_studies_is_named(tmp_path):
    (tmp_path / FILE).write_text("no database at all, but long enough to be taken for one " * 9)
    with pytest.raises(InputError, match=r"studies\.db: cannot be opened"), storage(tmp_path):
        pass


def test_without_optuna_one_command_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(EngineError, match="without Optuna; install it with: pip install"), storage(tmp_path):
        pass


def test_optuna_says_nothing(tmp_path, capfd):
    with storage(tmp_path) as kept:
        _search(2).run(kept, Judge())
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
