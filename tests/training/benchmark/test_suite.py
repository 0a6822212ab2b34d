import attrs
import pytest

from dancecoach.errors import InputError
from dancecoach.progress import Cancelled, CancelToken
from training.benchmark import suite as module
from training.benchmark.outcome import Outcome
from training.benchmark.suite import Suite


@pytest.fixture
def suite(memory, dances, monkeypatch):
    monkeypatch.setattr(module, "system", lambda name, task="": memory)
    monkeypatch.setattr(module, "forget", lambda: None)
    return Suite(dances, ["memory"], ["by_clip", "by_performer"], seeds=2)


def test_what_is_done_is_not_done_again(suite, memory, tmp_path):
    first = list(suite.run(tmp_path))
    assert [type(found) for found in first] == [Outcome, Outcome, str, str]
    assert "two: names no performers" in first[2]
    assert memory.taught == 10
    (tmp_path / "two.by_clip.memory.1.json").unlink()
    again = list(suite.run(tmp_path))
    assert memory.taught == 15
    assert [found.seed for found in again[:2]] == [0, 1]


def test_outcomes_of_other_clips_are_not_taken_for_these(suite, dances, tmp_path):
    list(suite.run(tmp_path))
    renamed = [attrs.evolve(clip, name=f"new {clip.name}") for clip in dances.clips]
    other = [attrs.evolve(clip, style=f"new {clip.style}") for clip in dances.clips]
    for clips in (renamed, other):
        now = attrs.evolve(suite, dances=attrs.evolve(dances, clips=tuple(clips)))
        with pytest.raises(
            InputError, match=r"two.by_clip.memory.0.json: was measured on other clips, .* another --out"
        ):
            list(now.run(tmp_path))


def test_a_stopped_run_keeps_what_was_done(suite, memory, tmp_path):
    cancel = CancelToken()
    outcomes = suite.run(tmp_path, cancel=cancel)
    next(outcomes)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(outcomes)
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_unknown_names_are_refused_before_anything_is_trained(dances, tmp_path):
    with pytest.raises(InputError, match="'gru49': is not a system for style"):
        list(Suite(dances, ["gru49"], ["by_clip"]).run(tmp_path))
    with pytest.raises(InputError, match="'by_luck': is not a protocol; choose one of: random_windows_leaky, by_clip"):
        list(Suite(dances, ["tcn"], ["by_luck"]).run(tmp_path))
