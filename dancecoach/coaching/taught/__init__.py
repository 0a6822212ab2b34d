"""Skills that a person taught by a few clips: how a skill is described, kept in a pack, and known again.

::

    landmarks and moments ──> Motion (descriptor) ──> SkillSpace ──> Judge ──> name and certainty
                                     │                                 ▲
                                     └──> SkillPack (a file) ──────────┘
"""
