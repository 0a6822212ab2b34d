"""What to tell the person about their movement: skills, measured; dances, compared.

::

    skills          finds and measures the skills of a clip; `skill` is the record of one
    measures/       what is measured of one
    sheet/          its measures with their uncertainty, and their words
    taught/         skills that a person taught
    alignment, side_by_side     two attempts at a skill
    dance/          a dancer beside a reference
    subject, viewpoint          whether a clip is about a dance, and from where a body is seen
"""
