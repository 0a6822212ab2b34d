"""Who is held out together, and whom the app believes."""

import numpy as np

from dancecoach.models.style import StyleResult
from dancecoach.models.surest import Said
from dancecoach.models.teaching.clips import StyleClip
from dancecoach.models.teaching.held_out import Witnesses, by_person, persons
from dancecoach.motion.features import FEATURES


def clip(person):
    return StyleClip("x", np.zeros((0, len(FEATURES)), np.float32), person)


def said(pack, label, share):
    return Said(StyleResult("net", label, {label: share, "other": 1 - share}, pack=pack), 0.5)


def test_groups_are_persons_where_two_are_known():
    assert by_person([clip("Anna"), clip("Anna"), clip("")]) == ()
    groups = by_person([clip("Anna"), clip("Ben"), clip("Anna"), clip(""), clip("")])
    assert (groups[0], groups[1], groups[0] == groups[2]) == ("Anna", "Ben", True)
    assert len(set(groups)) == 4
    assert len(set(persons([clip(""), clip("")]))) == 2


def test_the_surest_pack_is_believed_and_the_taught_one_stands_for_what_it_was():
    witnesses = Witnesses({"latin": [said("latin", "waltz", 0.99)], "folk": [said("folk", "reel", 0.8)]})
    assert witnesses.heard(0, said("latin", "jive", 0.7)) == "reel"
    assert witnesses.heard(0, said("latin", "jive", 0.9)) == "jive"
