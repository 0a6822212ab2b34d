"""All that a benchmark kept, as one HTML page that needs nothing else: no other host, no script, no picture file.

::

    folder of outcomes ──> reading ──> chapters (tables, plots, matrices) ──> page (Jinja templates) ──> report.html
                              └─> what could not be read, by name

Plots are SVG of our own, drawn by the page's templates from shares of the width: their text keeps its size on a narrow
phone, their colours follow the reader's light or dark, and each mark says its numbers when it is pointed at. A plotting
library's SVG has one colour scheme, its text shrinks with the picture, and it names other hosts.
"""
