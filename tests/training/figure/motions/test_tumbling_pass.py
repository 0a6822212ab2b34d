import pytest

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motions.script import Script
from training.figure.motions.tumbling import BackHandspring, RoundOff
from training.figure.motions.tumbling_pass import SOMERSAULTS, Pass, Style, back_handspring, back_somersault, continued


def _standing(style=None):
    return Pass(Script(Body(), Place()), style or Style(), at=0.0, way=-1, twist=0.0)


def test_a_back_handspring_leads_back_and_a_step_out_is_remembered():
    both, stepped = (back_handspring(_standing(), standing=True, apart=apart) for apart in (0.0, 0.3))
    assert (both.stepped, stepped.stepped) == (False, True)
    plan = continued(both, (), "back handspring")
    assert plan.end.z < -0.5  # the start faces along z
    assert plan.end.heading == pytest.approx(0.0)
    assert {span.phase for span in plan.spans} == {"take-off", "skill", "landing"}


@pytest.mark.parametrize("kind", SOMERSAULTS)
def test_a_somersault_flies_once_around_backwards(kind):
    over = back_somersault(back_handspring(_standing(), standing=True), kind, flight=0.7)
    (*_, last) = continued(over, (), kind).flights
    assert last.end - last.start == pytest.approx(0.7, abs=0.01)
    assert last.turns == pytest.approx(-1.0, abs=0.35)  # a part of it is turned on the floor


def test_a_quicker_pass_takes_less_time():
    slow, quick = (
        continued(back_handspring(_standing(Style(tempo=tempo)), standing=True), (), "x") for tempo in (0.8, 1.2)
    )
    assert quick.duration < slow.duration


def test_a_pass_is_called_by_its_elements_in_order():
    assert RoundOff(("back handspring", "back tuck")).name == "round-off, back handspring, back tuck"
    assert BackHandspring().name == "back handspring"
