"""A pack's card in words."""

import attrs
import numpy as np

from dancecoach.models.card import ModelCard, TrainingData
from dancecoach.models.packs.card_text import card_text, measured, styles_of
from dancecoach.motion.features import FEATURES

CARD = ModelCard(
    kind="style", name="arms", version="2", date="2026-05-01", labels=("waltz", "jive", "unknown"), causal=False,
    look_ahead=0, mean=np.zeros(len(FEATURES)), scale=np.ones(len(FEATURES)),
    training=(TrainingData("ballroom", "a studio", "none stated", 12),),
    metrics={
        "by_clip": {"split": "by take", "clips": 40, "accuracy": 0.9},
        "taught": {
            "jive": {"known": {"hits": 4, "of": 5}, "kept": {"hits": 30, "of": 30}},
            "samba": {"known": {"hits": 6, "of": 5}, "kept": "all"},
            "polka": 3,
        },
    },
)  # fmt: skip


def test_what_was_measured_is_said_with_its_split_and_its_uncertainty():
    assert measured(CARD) == [
        "90% of 40 clips named rightly (by take)",
        "“jive”: 80 % (38 %–96 %) of the clips known when held out; 100 % (89 %–100 %) of the older styles' clips "
        "called as before",
    ]


def test_the_card_names_styles_data_and_licences():
    text = card_text(CARD)
    assert styles_of(CARD) == ("waltz", "jive")
    for line in (
        "arms 2",
        "Styles: waltz, jive",
        "Licence: Apache-2.0",
        "  ballroom: 12 clips; a studio; licence: none stated",
    ):
        assert line in text.splitlines()


def test_nothing_measured_is_said():
    assert "  nothing was measured" in card_text(attrs.evolve(CARD, metrics={})).splitlines()


def test_numbers_that_nobody_could_count_are_left_out():
    told = {"jive": {"known": {"hits": 10**400, "of": 10**400}}}
    assert measured(attrs.evolve(CARD, metrics={"taught": told})) == []
