import attrs
import pytest

from dancecoach.coaching.sheet.title import skill_title
from dancecoach.coaching.skill import Skill

FLIGHT = Skill(
    takeoff_frame=10, touchdown_frame=28, takeoff_s=0.33, touchdown_s=0.94, flight_time_s=0.61, confidence=0.99
)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "A jump"),
        ({"rotation_turns": -1.0}, "A skill, 1 turn"),
        ({"rotation_turns": 2.0}, "A skill, 2 turns"),
        ({"flight_time_s": None, "on_hands": True}, "A skill"),
        ({"confidence": 0.7}, "Probably a jump"),
        ({"confidence": 0.3}, "Perhaps a jump"),
        ({"name": "big leap", "name_certainty": 0.99}, "Big leap"),
        ({"name": "big leap", "name_certainty": 0.6}, "Probably big leap"),
    ],
)
def test_a_skill_is_called_by_what_was_seen_or_by_its_taught_name(values, said):
    assert skill_title(attrs.evolve(FLIGHT, **values), None) == said
