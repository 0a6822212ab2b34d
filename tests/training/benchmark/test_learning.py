"""What is on in a training beside the usual: that no copy teaches what its original is asked about, above all."""

import attrs
import numpy as np
import pytest

from dancecoach.errors import InputError
from training.benchmark.learning import Learning, Lessons
from training.benchmark.outcome import Outcome
from training.benchmark.protocols import PROTOCOLS, Protocol
from training.benchmark.run import run
from training.data.augment import PLAIN, STYLE_AUGMENTATION
from training.data.splits import Fold
from training.errors import CallError
from training.networks.balance import Balance
from training.networks.system import Fitting
from training.systems import system

ALL = Learning("all", copies=3)


@pytest.mark.parametrize("protocol", ["by_clip", "by_source"])
def test_no_copy_is_on_the_other_side_of_its_clip_s_take(memory, dances, protocol):
    lessons = Lessons.of(memory, dances.clips, dances.truth, ALL)
    takes = np.array(dances.takes)
    assert len(lessons.examples) == 4 * len(memory.examples(dances.clips, dances.truth))
    asked = []
    for fold in PROTOCOLS[protocol].folds(dances, lessons.examples, 0):
        kept = lessons.fold(fold)
        learned, judged = (set(takes[lessons.examples.clip[side]]) for side in (kept.train, kept.test))
        assert not learned & judged
        assert not lessons.copied[kept.test].any()
        assert lessons.copied[kept.train].mean() == pytest.approx(0.75)
        asked += kept.test.tolist()
    assert sorted(asked) == np.flatnonzero(~lessons.copied).tolist()


def test_memory_gains_nothing_from_copies(memory, dances):
    outcome = run(memory, dances, PROTOCOLS["by_clip"], Fitting(), learning=ALL)
    assert outcome.accuracy == pytest.approx(0.5)
    assert outcome.clips.sum() == len(dances)
    assert outcome.examples.sum() == 5 * len(dances)
    assert sorted(outcome.verdicts.names) == sorted(clip.name for clip in dances.clips)


def test_a_protocol_that_parts_no_clips_takes_no_copies(memory, dances):
    with pytest.raises(InputError, match="learns varied copies of clips that it is asked about; ask by clip"):
        run(memory, dances, PROTOCOLS["random_windows_leaky"], Fitting(), learning=ALL)


def test_a_protocol_that_mistakes_copies_for_clips_is_refused(memory, dances):
    def careless(dances, examples, seed):
        yield Fold(np.arange(100, len(examples)), np.arange(100))

    with pytest.raises(InputError, match="learns varied copies"):
        run(memory, dances, Protocol("careless", "originals asked, copies learned", careless), Fitting(), learning=ALL)


def test_copies_are_varied_by_the_seed_and_belong_to_their_class(memory, dances, make_clip):
    seen = []

    class Watching(type(memory)):
        def examples(self, clips, truth):
            seen.append((list(clips), truth))
            return super().examples(clips, truth)

    for seed in (0, 0, 1):
        Lessons.of(Watching(), dances.clips, dances.truth, Learning("noise", copies=2), seed)
    (clips, truth), (again, _), (other, _) = seen
    count = len(dances)
    assert truth.tolist() == dances.truth.tolist() * 3
    assert clips[:count] == list(dances.clips)
    assert clips[count].name == "a-0-0, copy 1"
    landmarks = [part[count].track.landmarks for part in (clips, again, other)] + [clips[2 * count].track.landmarks]
    np.testing.assert_array_equal(*landmarks[:2])
    assert all(
        np.abs(landmarks[0] - one).max() > 1e-4 for one in (landmarks[2], landmarks[3], seen[0][0][0].track.landmarks)
    )


def test_a_system_that_varies_clips_itself_is_told_how_and_given_no_copies(memory, dances):
    class Own(type(memory)):
        settings = STYLE_AUGMENTATION
        augmentation = property(lambda self: self.settings)

        def varying(self, augmentation):
            told.append(augmentation)
            return self

    told = []
    lessons = Lessons.of(Own(), dances.clips, dances.truth, Learning("all-mirror", copies=3))
    assert len(lessons.examples) == 5 * len(dances)
    assert told == [STYLE_AUGMENTATION.without("mirror")]
    assert Learning("all-mirror", copies=3).named(Own()) == "memory+all-mirror"
    assert "copies" not in Learning("all", copies=3).facts(Own())


def test_our_own_network_takes_the_settings_of_its_recipe():
    ours = system("gru")
    assert ours.augmentation == STYLE_AUGMENTATION
    assert ours.varying(PLAIN).augmentation == PLAIN
    assert ours.varying(STYLE_AUGMENTATION) == ours
    assert system("tcn").augmentation is None
    assert system("tcn").varying(PLAIN) == system("tcn")


def test_names_and_facts_say_what_is_on():
    tcn = system("tcn")
    assert Learning().named(tcn) == "tcn"
    assert Learning().facts(tcn) == {}
    assert Learning("mirror").named(tcn) == "tcn+mirror"
    assert Learning("mirror=0.5").named(tcn) == "tcn+mirror"
    assert Learning("all-zoom", 4, Balance.SAMPLING).named(tcn) == "tcn+all-zoom+x4+sampling"
    facts = Learning("zoom=0.2", 4, Balance.NONE).facts(tcn)
    assert facts == {"balance": "none", "copies": 4, "augmentation": attrs.asdict(attrs.evolve(PLAIN, zoom=0.2))}


def test_what_was_on_is_kept_with_the_outcome(memory, dances, tmp_path):
    outcome = run(memory, dances, PROTOCOLS["by_clip"], Fitting(), learning=Learning("zoom", 2))
    path = outcome.save(tmp_path)
    assert path.name == "two.by_clip.memory+zoom+x2.0.json"
    assert Outcome.load(path).learning == outcome.learning == Learning("zoom", 2).facts(memory)


def test_outcomes_of_before_say_nothing_was_on(memory, dances, tmp_path):
    path = run(memory, dances, PROTOCOLS["by_clip"], Fitting()).save(tmp_path)
    assert '"learning": {}' in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(',\n "learning": {}', ""), "utf-8")
    assert '"learning"' not in path.read_text("utf-8")
    assert Outcome.load(path).learning == {}


def test_who_balances_in_his_own_way_is_not_told_how(memory, dances):
    with pytest.raises(CallError, match="memory: makes up for uneven classes in its own way"):
        run(memory, dances, PROTOCOLS["by_clip"], Fitting(), learning=Learning(balance=Balance.WEIGHTS))
    Learning(balance=Balance.WEIGHTS).check(system("tcn"))
