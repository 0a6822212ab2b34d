"""Teaching the app from a few clips: what is asked for, what comes of it, and the process that does it.

::

    request ──> a process of its own ──> outcome, a network that nothing uses yet
       └──────────> added, once the person has seen what came of it

Each kind of thing that can be taught is a record of its own that says how it is learnt (`request.TeachRequest`).
"""
