import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from training.benchmark.outcome import STRANGE, Outcome, Verdicts
from training.benchmark.protocols import PROTOCOLS
from training.benchmark.run import run
from training.benchmark.table import markdown, sections
from training.networks.system import Fitting


def test_the_published_protocol_rewards_memory_and_the_others_do_not(memory, dances):
    leaky = run(memory, dances, PROTOCOLS["random_windows_leaky"], Fitting())
    honest = run(memory, dances, PROTOCOLS["by_clip"], Fitting())
    assert leaky.accuracy > 0.95
    assert honest.accuracy == pytest.approx(0.5)
    assert not leaky.clips.any()
    assert honest.clips.sum() == 40
    assert honest.examples.sum() == 200
    assert (honest.parameters, honest.seconds) == (7, 7.5)


@pytest.mark.parametrize("protocol", ["by_clip", "by_source"])
def test_no_take_is_on_two_sides(memory, dances, protocol):
    examples = memory.examples(dances.clips, dances.truth)
    takes = np.array(dances.takes)
    asked = []
    for fold in PROTOCOLS[protocol].folds(dances, examples, 0):
        sides = [set(takes[examples.clip[side]]) for side in (fold.train, fold.test)]
        assert not sides[0] & sides[1]
        asked += fold.test.tolist()
    assert sorted(asked) == list(range(len(examples)))


def test_what_a_set_does_not_name_cannot_be_asked(memory, dances):
    with pytest.raises(InputError, match="two: names no performers; ask by clip"):
        run(memory, dances, PROTOCOLS["by_performer"], Fitting())


def test_a_training_that_ran_away_is_no_outcome(memory, dances, monkeypatch):
    monkeypatch.setattr(
        type(memory), "predict", lambda self, trained, examples, chosen: np.full((len(chosen), 2), np.nan)
    )
    with pytest.raises(InputError, match="says no numbers after its training, which ran away; take a lower rate"):
        run(memory, dances, PROTOCOLS["by_clip"], Fitting())


def test_outcome_is_read_as_it_was_written(memory, dances, tmp_path):
    outcome = run(memory, dances, PROTOCOLS["by_clip"], Fitting(seed=3))
    again = Outcome.load(outcome.save(tmp_path))
    assert again.labels == ("a", "b")
    assert again.seed == 3
    assert np.array_equal(again.clips, outcome.clips)
    assert (again.loss, again.calibration, again.macro_f1) == (outcome.loss, outcome.calibration, outcome.macro_f1)
    assert again.verdicts.names == outcome.verdicts.names
    assert np.array_equal(again.verdicts.said, outcome.verdicts.said)
    assert again.versions == outcome.versions
    assert again.versions["numpy"] == np.__version__


def test_each_clip_keeps_its_own_verdict(memory, dances):
    verdicts = run(memory, dances, PROTOCOLS["by_clip"], Fitting()).verdicts
    assert sorted(verdicts.names) == sorted(clip.name for clip in dances.clips)
    truth = {clip.name: label for clip, label in zip(dances.clips, dances.truth, strict=True)}
    assert [truth[name] for name in verdicts.names] == verdicts.truth.tolist()


def test_every_network_is_asked_about_strangers(memory, dances, make_clip):
    strangers = [make_clip(10, name=name) for name in ("folk", "tap")]
    outcome = run(memory, dances, PROTOCOLS["by_clip"], Fitting(), strangers)
    assert outcome.strangers.names == ("folk", "tap") * 5
    assert (outcome.strangers.truth == STRANGE).all()
    assert 0.0 <= outcome.auroc <= 1.0
    assert np.isnan(attrs.evolve(outcome, strangers=Verdicts()).auroc)


def test_how_well_strangers_are_told(memory, dances):
    def certain(*shares):
        return Verdicts(("x",) * len(shares), np.zeros(len(shares), np.intp), np.array([[s, 1 - s] for s in shares]))

    outcome = run(memory, dances, PROTOCOLS["by_clip"], Fitting())
    known, unlike = certain(0.9, 0.8), certain(0.6, 0.85)
    assert attrs.evolve(outcome, verdicts=known, strangers=unlike).auroc == pytest.approx(0.75)


@pytest.mark.parametrize("text", ["", "{}", '{"schema": "dancecoach.outcome/2"}', "[1]"])
def test_damaged_outcome_is_named(tmp_path, text):
    path = tmp_path / "two.by_clip.memory.0.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"two\.by_clip\.memory\.0\.json: holds no outcome of a benchmark"):
        Outcome.load(path)


def test_table_shows_mean_and_spread_over_seeds_best_first(memory, dances):
    one = run(memory, dances, PROTOCOLS["by_clip"], Fitting())
    better = attrs.evolve(one, system="better", clips=np.array([[20, 0], [2, 18]]), verdicts=Verdicts())
    best = attrs.evolve(better, seed=1, clips=np.array([[20, 0], [0, 20]]))
    (section,) = sections([one, better, best])
    assert [row[:3] for row in section.rows] == [("better", "2", "97.5 ± 3.5"), ("memory", "1", "50.0")]
    text = markdown([section])
    assert text.startswith("### two, by_clip\n\n| system | runs | accuracy")
    assert "| better | 2 | 97.5 ± 3.5 |" in text
