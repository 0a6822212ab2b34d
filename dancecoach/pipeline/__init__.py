"""The ways through it all.

::

    analyze         a whole clip
    live/           a camera, now
    practice/       a reference to dance to, and takes of it
    compare_dances  two clips
    importing/      files into a library; `exporting` all of it out again
    lessons         a lesson file made, and received
    teaching/       the app learns a style, a skill, phases; `packs` what it knows, of every kind
    progress/       a person over days and weeks
    doctor/, privacy/           what is lacking on this computer; where everything lies
"""
