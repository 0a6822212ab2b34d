"""All that a benchmark kept, as one HTML page that needs nothing else: no other host, no script, no picture file.

::

    folder of outcomes ──> reading ──> contents: a chapter for each set and way of asking ──> page (Jinja templates)
                              │           ├ styles, phases, few: what stands in it               ├ report.html
                              │           ├ plots, curves: bars, matrices, lines                 └ report.json
                              │           ├ worst, pictures: the worst clips, from the clip book
                              │           └ provenance: versions, and a warning where they differ
                              └─> what could not be read, by name

Plots are SVG of our own, drawn by the page's templates from shares of the width: their text keeps its size on a narrow
phone, their colours follow the reader's light or dark, and each mark says its numbers when it is pointed at. A plotting
library's SVG has one colour scheme, its text shrinks with the picture, and it names other hosts.
"""
