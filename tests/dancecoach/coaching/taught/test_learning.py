"""A skill is learnt from clips, and the clips held out say how well."""

import attrs
import numpy as np
import pytest

from dancecoach.coaching.taught.learning import SkillClip, learn_skill
from dancecoach.coaching.taught.space import skill_space
from dancecoach.errors import InputError


@pytest.fixture
def clips(attempts):
    """``clips("back tuck", 4, person="")``: each from another side."""

    def make(skill, count=4, person=""):
        return [SkillClip(f"{skill} {i}", row[None], person) for i, row in enumerate(attempts(skill, count))]

    return make


def learn(name, clips, **more):
    return learn_skill(name, clips, space=skill_space(), **more)


def test_clips_held_out_are_known_and_others_are_not(clips):
    taught = learn("flip", clips("back tuck"), unlike=[*clips("straight jump", 2), *clips("cartwheel", 1)])
    assert taught.by_clip == ("flip",) * 4
    assert taught.unlike == ("unknown",) * 3
    assert taught.by_person == ()
    assert taught.attempts.shape == (4, len(skill_space().mean))


def test_drawn_skills_tell_what_it_is_not(clips):
    taught = learn("flip", clips("back tuck"))
    assert taught.drawn.of > 100
    assert taught.drawn.value > 0.9
    assert not {"straight jump", "cartwheel", "hop"} & set(taught.also)


def test_drawn_skills_that_are_the_same_are_told_and_count_neither_way(clips, attempts):
    space = skill_space()
    motions = np.concatenate([attempts("back tuck"), attempts("cartwheel")])
    drawn = attrs.evolve(space, points=space.places(motions), names=("salto",) * 3 + ("wheel",) * 3)
    taught = learn_skill("flip", clips("back tuck"), space=drawn)
    assert taught.also == ("salto",)
    assert (taught.drawn.hits, taught.drawn.of) == (3, 3)


def test_things_that_have_nothing_in_common_are_not_learnt(clips):
    mixed = [clips(name, 1)[0] for name in ("back tuck", "straddle jump", "cartwheel", "straight jump")]
    taught = learn("anything", mixed)
    assert taught.by_clip.count("anything") <= 1


def test_of_several_things_in_a_clip_the_common_one_is_meant(clips, attempts):
    wheel, jump = attempts("cartwheel"), attempts("straight jump")
    mixed = [
        SkillClip(c.name, np.concatenate([more[None], c.motions]), "")
        for c, more in zip(clips("back tuck", 3), (wheel[0], jump[0], jump[1]), strict=True)
    ]
    taught = learn("flip", [*mixed, *clips("back tuck", 1)])
    np.testing.assert_array_equal(taught.attempts[:3], attempts("back tuck", 3))
    assert taught.by_clip == ("flip",) * 4


def test_persons_are_held_out_together(clips):
    anna, ben = clips("back tuck", 3, "Anna"), clips("back tuck", 4, "Ben")[3:]
    taught = learn("flip", [*anna, *ben])
    assert taught.by_person == ("flip",) * 4
    assert learn("flip", anna).by_person == ()


def test_what_was_taught_before_is_kept_or_counted_as_lost(clips, attempts):
    before = {"back tuck": attempts("back tuck"), "wheel": attempts("cartwheel")}
    apart = learn("straddle", clips("straddle jump"), others=before)
    assert (apart.kept.hits, apart.kept.of) == (6, 6)
    same = learn("flip", clips("back tuck"), others=before)
    assert same.kept.hits < 6 or "back tuck" in same.by_clip


def test_too_few_clips(clips):
    with pytest.raises(InputError, match="“flip”: has 2 clips that can be used, where 3 are needed"):
        learn("flip", clips("back tuck", 2))
