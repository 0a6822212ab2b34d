"""Numbers to phases and style: the networks of the movement, each a file that carries its own card.

::

    model, card     a network and its card, which `card_json` reads
    phases, style   what phase each frame is in, which dance it is; `decoding` makes stretches of verdicts
    seen, banner    what is said of frames without a person; what the banner says, steady
    stream          the features of the person in front of a camera
    surest          which of several style networks is believed
    packs/          the networks at hand: shipped, own, taken in, switched off
    teaching/       one style more
"""
