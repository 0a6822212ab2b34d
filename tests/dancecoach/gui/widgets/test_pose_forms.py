"""Chips for the forms of poses."""

from dancecoach.gui.widgets.pose_forms import PoseForms
from dancecoach.pose.formats.writing import POSE_FORMATS


def test_there_is_a_chip_for_every_form_and_it_says_what_it_is(qtbot):
    forms = PoseForms(("npz",))
    qtbot.addWidget(forms)
    assert tuple(forms.chips) == POSE_FORMATS
    assert forms.chosen == ("npz",)
    with qtbot.waitSignal(forms.changed):
        forms.chips["trc"].click()
    assert forms.chosen == ("trc", "npz")
    assert all(chip.toolTip() and chip.accessibleName() for chip in forms.chips.values())
