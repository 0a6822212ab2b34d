"""Clips whose phases somebody corrected, and movement that is none of the dances."""

import attrs
import numpy as np
import pytest

from dancecoach.motion.phases import LANDING, SKILL
from training.data.store import write_store
from training.recipes.finetune_data import Corrected
from training.skills.drawn import drawn_truth


@pytest.fixture(scope="session")
def corrected():
    """Four clips by two people, whose phases somebody named as nobody would: landing where there is a skill."""
    found = []
    for number in range(30):
        truth = drawn_truth(number, "train", 3, "single")
        if truth is None or (truth.phases == SKILL).sum() < 8:
            continue
        labels = np.where(truth.phases == SKILL, LANDING, truth.phases).astype(np.int8)
        labels[:3] = -1
        found.append(Corrected(f"clip {number}", "Anna" if len(found) % 2 else "Ben", truth.to_track(), labels))
        if len(found) == 4:
            return found
    raise AssertionError("no figures")


@pytest.fixture
def others(tmp_path, make_clip):
    """Standing still, half of it taught."""
    still = [attrs.evolve(make_clip(90, 0.0, f"{k}-{i}", seed=i), split=k) for k in ("train", "test") for i in range(2)]
    return write_store(tmp_path / "others", still, "1")
