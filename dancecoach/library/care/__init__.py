"""A library is looked after: checked, repaired, backed up, restored, and rid of a person.

::

    check       what is missing, left over or not what it was, and how each is put right
    rescue      what can still be read of a damaged database
    backup      all of it in one file, and back
"""
