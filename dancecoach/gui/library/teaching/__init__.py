"""Teaching the app from chosen clips: what, from which, how it went, and whether to use it.

::

    kinds       what can be taught: a style; others join the same list
    lesson      one teaching, from the question to the answer; knows no widget
    form        clips, name, Learn
    result      what came of it
    dialog      form, progress, result
    desk        the command behind it
"""
