import pytest

from training.systems import SYSTEMS, system
from training.tuning.space import SPACES, Choice, Range, averaged, settings_of, space_of, with_settings


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_has_what_is_tuned_and_its_usual_settings_lie_within(name):
    chosen = system(name)
    usual = settings_of(chosen, space_of(chosen))
    assert usual
    for knob, value in usual.items():
        assert SPACES[name][knob].holds(value), knob
    assert with_settings(chosen, usual) == chosen


def test_settings_reach_into_inner_ones():
    changed = with_settings(system("gru"), {"training.units": 16, "training.schedule.learning_rate": 0.001})
    assert (changed.training.units, changed.training.schedule.learning_rate) == (16, 0.001)
    assert changed.training.schedule.epochs == system("gru").training.schedule.epochs


@pytest.mark.parametrize(
    ("knob", "values", "mean"),
    [
        (Range(20, 100, 10), [20, 50, 50], 40),
        (Range(1, 4), [1, 2, 2], 2),
        (Range(0.0, 0.6, step=0.05), [0.1, 0.2], pytest.approx(0.15)),
        (Range(1e-4, 1e-2, log=True), [1e-4, 1e-2], pytest.approx(1e-3)),
        (Choice((60, 100, 150)), [60, 100, 150, 60], 100),
        (Choice(("sgd", "adam")), ["adam", "sgd", "adam"], "adam"),
        (Choice(("sgd", "adam")), ["adam", "sgd"], "sgd"),
    ],
)
def test_average_is_a_value_that_could_have_been_tried(knob, values, mean):
    assert averaged([{"x": v} for v in values], {"x": knob}) == {"x": mean}
    assert knob.holds(knob.average(values))


def test_the_mean_of_the_same_is_the_same():
    assert Range(3e-4, 1e-2, log=True).average([0.002, 0.002, 0.002]) == 0.002
