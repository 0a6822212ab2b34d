"""What the search is told of an analysis."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.library.catalogue.findings import findings_of, skill_facts


def skill(**measures):
    return Skill(takeoff_frame=2, touchdown_frame=5, takeoff_s=0.05, touchdown_s=0.15, **measures)


def test_of_an_analysis_stays_what_people_search_for(make_analysis, recognised):
    analysis = make_analysis(**recognised)
    found = findings_of(analysis)
    assert (found.analysed_with, found.style, found.style_certainty) == ("blazepose full", "waltz", 0.75)
    assert found.found_share == pytest.approx(np.mean(analysis.track.found))
    assert [one.shape for one in found.skills] == ["tuck", ""]
    tuck = found.skills[0]
    assert (tuck.takeoff_s, tuck.flight_s, tuck.height_m) == (0.05, 0.1, 0.0125)
    assert (tuck.turns, tuck.confidence) == (-1.25, 0.5)


@pytest.mark.parametrize(("activity", "style"), [("auto", "unknown"), ("gymnastics", "unknown"), ("dance", "waltz")])
def test_a_skill_is_not_named_the_dance_that_it_is_nearest_to(make_analysis, recognised, activity, style):
    """As in Review: of a clip with skills only what is sure, unless the person says that it is a dance."""
    found = findings_of(make_analysis(**recognised, activity=activity))
    assert (found.style, found.style_certainty) == (style, 0.75 if style == "waltz" else 0.0)


def test_landmarks_without_a_frame_and_without_a_style_are_findings_too(make_analysis):
    found = findings_of(make_analysis(frames=0, engine="file", model=""))
    assert attrs.astuple(found) == ("file", 0.0, "", 0.0, ())


@pytest.mark.parametrize(("turns", "way"), [(-1.0, "back"), (0.75, "front"), (0.0, ""), (None, "")])
def test_the_label_says_which_way_it_turns_in_the_words_of_the_gym(turns, way):
    words = skill_facts(skill(rotation_turns=turns, body_shape="tuck", confidence=0.95)).label.split()
    assert [word for word in words if word in ("back", "front")] == [way] * bool(way)
    assert "tuck" in words


def test_what_the_title_says_already_is_not_said_twice():
    named = skill(name="Back tuck", name_certainty=1.0, rotation_turns=-1.0, body_shape="tuck", confidence=1.0)
    assert skill_facts(named).label.lower().count("tuck") == 1
    assert skill_facts(named).label.lower().split().count("back") == 1
