"""What to tell the person about their movement: skills, measured; dances, compared.

::

    skills          finds and measures the skills of a clip
    skill, skill_sheet          the records of one: what it is, and how it was done
    measures/       what is measured of one
    sheet/          fills its sheet, each measure with its uncertainty, and puts it into words
    taught/         skills that a person taught
    alignment, side_by_side     two attempts at a skill
    dance/          a dancer beside a reference
    subject, viewpoint          whether a clip is about a dance, and from where a body is seen
"""
