import attrs
import numpy as np
import pytest

from training.benchmark import suite as module
from training.benchmark.ablation import ablation_section, balances, settings_from, variations
from training.benchmark.protocols import PROTOCOLS
from training.benchmark.run import run
from training.benchmark.suite import Suite
from training.data.augment import FIELD_AUGMENTATION, PLAIN, STYLE_AUGMENTATION
from training.errors import CallError
from training.networks.system import Fitting
from training.systems import system


def test_none_all_each_alone_and_all_but_each_are_compared():
    tcn = system("tcn")
    cases = variations(tcn, copies=2)
    parts = FIELD_AUGMENTATION.parts
    assert set(parts) == {"mirror", "roll", "translate", "zoom", "trim", "interval", "hide", "noise"}
    assert list(cases)[:2] == ["nothing varied", "all"]
    assert len(cases) == 2 + 2 * len(parts)
    assert len({how.named(tcn) for how in cases.values()}) == len(cases)
    settings = {label: how.augmentation(tcn) for label, how in cases.items()}
    assert settings["nothing varied"] == PLAIN
    assert settings["all"] == FIELD_AUGMENTATION
    assert settings["zoom alone"] == attrs.evolve(PLAIN, zoom=0.1)
    assert settings["all but hide"].parts == tuple(p for p in parts if p != "hide")
    assert {how.copies for how in cases.values()} == {2}


def test_what_is_compared_can_be_chosen():
    gru = system("gru")
    ours = {label: how.augmentation(gru) for label, how in variations(gru).items()}
    assert ours["all"] == STYLE_AUGMENTATION
    assert ours["all but stretch"] == STYLE_AUGMENTATION.without("stretch")
    assert list(variations(gru, "mirror=0.2")) == ["nothing varied", "all"]
    assert variations(gru, "mirror=0.2")["all"].augmentation(gru) == attrs.evolve(PLAIN, mirror=0.2)
    with pytest.raises(CallError, match="'plain': varies nothing"):
        variations(gru, "plain")


def test_ways_with_uneven_classes_are_compared_where_there_is_a_choice():
    assert [how.named(system("tcn")) for how in balances(system("tcn")).values()] == [
        "tcn+none", "tcn+weights", "tcn+sampling",
    ]  # fmt: skip
    assert balances(system("gru")) == {}


def test_every_case_is_held_against_the_first_by_seed_and_clip(memory, dances):
    cases = variations(memory, "mirror,zoom")
    first = run(memory, dances, PROTOCOLS["by_clip"], Fitting(), learning=cases["nothing varied"])
    wrong = first.verdicts.said.argmax(1) != first.verdicts.truth
    said = first.verdicts.said.copy()
    said[np.flatnonzero(wrong)[:6]] = said[np.flatnonzero(wrong)[:6], ::-1]  # six won, two lost
    said[np.flatnonzero(~wrong)[:2]] = [[0, 1]]
    better = attrs.evolve(
        first, system=cases["all"].named(memory), clips=np.array([[18, 2], [14, 6]]),
        verdicts=attrs.evolve(first.verdicts, said=said),
    )  # fmt: skip
    alone = attrs.evolve(better, seed=7, system=cases["zoom alone"].named(memory))
    section = ablation_section("two: varied", "varied", memory, cases, [alone, better, first])
    assert section.columns[:5] == ("varied", "runs", "accuracy", "gained", "won / lost")
    assert [row[:5] for row in section.rows] == [
        ("nothing varied", "1", "50.0", "+0.0", "0 / 0"),
        ("all", "1", "60.0", "+10.0", "6 / 2"),
        ("zoom alone", "1", "60.0", "–", "–"),
    ]
    assert section.figures[1]["gained"]["runs"] == pytest.approx([0.1])


def test_runs_go_seed_by_seed_and_are_kept_by_what_was_on(memory, dances, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "system", lambda name, task="": memory)
    monkeypatch.setattr(module, "forget", lambda: None)
    learning = tuple(variations(memory, "zoom").values())
    suite = Suite(dances, ["memory"], ["by_clip"], seeds=2, learning=learning)
    found = [(o.system, o.seed) for o in suite.run(tmp_path)]
    assert found == [("memory+plain", 0), ("memory+zoom", 0), ("memory+plain", 1), ("memory+zoom", 1)]
    assert len(list(tmp_path.glob("*.json"))) == 4
    assert memory.taught == 20
    list(suite.run(tmp_path))
    assert memory.taught == 20
    path = tmp_path / "two.by_clip.memory+zoom.1.json"
    path.write_text(path.read_text("utf-8").replace('"zoom": 0.1', '"zoom": 0.3'), "utf-8")
    list(suite.run(tmp_path))  # one of another meaning of the same name
    assert memory.taught == 25


def test_outcomes_of_other_settings_are_kept_apart(dances, tmp_path):
    suite = Suite(dances, ["tcn"], ["by_clip"], epochs=3, settings={"step": 20})
    assert suite.system("tcn") == attrs.evolve(system("tcn"), step=20)
    assert suite._place(tmp_path) == tmp_path / "3-rounds.step-20"
    assert attrs.evolve(suite, epochs=0, settings={})._place(tmp_path) == tmp_path


def test_settings_are_read_as_what_they_are():
    found = settings_from("step=20, rate=0.01,", system("tcn"))
    assert found == {"step": 20, "rate": 0.01}
    assert [type(v) for v in found.values()] == [int, float]
    assert settings_from("training.units=32", system("gru")) == {"training.units": 32}
    assert settings_from("dropout=0,components=0", system("rnn50")) == {"dropout": 0.0, "components": 0}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("steps=20", "tcn: steps: is no setting"), ("step=many", "'many': is no value of step; write one like 10"),
        ("dilations=3", "tcn: dilations: is no setting"), ("step.more=3", "is no setting"), ("=3", "nothing: is no"),
        ("balanced=1", "is no setting"), ("step=0", "'0': is no value of step"), ("step=-5", "'-5': is no value of"),
        ("dropout=1", "'1': is no value of dropout"), ("rate=0", "'0': is no value of rate; write one like 0.002"),
        ("rate=nan", "'nan': is no"), ("rate=inf", "'inf': is no"), ("epochs=0", "'0': is no value of epochs"),
    ],
)  # fmt: skip
def test_settings_that_there_are_not_are_refused(text, sentence):
    with pytest.raises(CallError, match=sentence):
        settings_from(text, system("tcn"))


def test_a_setting_that_is_one_of_a_few_words_takes_no_other():
    assert settings_from("optimiser=sgd", system("resnet_lstm")) == {"optimiser": "sgd"}
    with pytest.raises(CallError, match=r"'sdg': is no value of optimiser; write one like adam"):
        settings_from("optimiser=sdg", system("resnet_lstm"))
