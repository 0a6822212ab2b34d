import numpy as np
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.pipeline.skill_checks import MOST_SAID, landing_outside, what_to_say_of_skills


def skill(takeoff=30, touchdown=45, **more):
    facts = {"rotation_turns": 0.0} | more
    return Skill(
        takeoff_frame=takeoff, touchdown_frame=touchdown, takeoff_s=takeoff / 30, touchdown_s=touchdown / 30, **facts
    )


@pytest.fixture
def filmed(figure):
    """A standing figure whose hips are so many metres below the picture's middle; feet are 0.9 m below them."""

    def make(below=0.0, found=None):
        points = figure.points(90, centre=np.array([0.0, below, 0.0]))
        return figure.track(points, np.arange(90) / 30, pixels_per_metre=200, frame_size=(640, 480), found=found)

    return make


def test_a_skill_seen_whole_needs_no_words(filmed):
    assert what_to_say_of_skills(filmed(), [skill()]) == ()


def test_a_landing_out_of_the_picture_is_said_with_its_time(filmed):
    [said] = what_to_say_of_skills(filmed(below=0.6), [skill()])
    assert said.startswith("The landing of the skill at 1.00 s is out of the picture")
    assert "camera" in said


def test_a_person_who_leaves_over_the_edge_lands_outside(filmed):
    left = np.arange(90) < 43
    assert landing_outside(filmed(below=0.6, found=left), skill())
    assert not landing_outside(filmed(below=0.0, found=left), skill())


def test_nobody_at_all_has_no_place(filmed):
    assert not landing_outside(filmed(found=np.zeros(90, bool)), skill())


def test_a_turn_that_was_not_seen_is_said(filmed):
    [said] = what_to_say_of_skills(filmed(), [skill(rotation_turns=None)])
    assert "in the middle of the skill at 1.00 s" in said


def test_a_clip_that_begins_in_the_air_is_said(filmed):
    [said] = what_to_say_of_skills(filmed(), [skill(takeoff=0)])
    assert said.startswith("The clip begins in the middle of a skill")


def test_a_series_out_of_the_picture_is_not_said_for_each(filmed):
    many = [skill(i, i + 3) for i in range(1, 60, 6)]
    assert len(what_to_say_of_skills(filmed(below=0.6), many)) == MOST_SAID
