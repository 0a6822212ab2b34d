"""Clips varied by chance: what another camera, another body or a worse moment of the engine might have made of them."""

from training.data.augment.settings import (
    FIELD_AUGMENTATION,
    PHASES_AUGMENTATION,
    PLAIN,
    STYLE_AUGMENTATION,
    Augmentation,
    described,
    parsed,
)
from training.data.augment.vary import augmented

__all__ = [
    "FIELD_AUGMENTATION",
    "PHASES_AUGMENTATION",
    "PLAIN",
    "STYLE_AUGMENTATION",
    "Augmentation",
    "augmented",
    "described",
    "parsed",
]
