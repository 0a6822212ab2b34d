"""dancecoach: a movement coach for dancers and gymnasts that keeps everything on the machine.

Frames become landmarks, landmarks become motion, motion becomes phases, style and advice. The rooms, from the
ground up: `audio`, `video`, `inference`, `pose`, `motion`, `models`, `coaching`, `notes`, `library`, `report`,
`pipeline`, `gui`, `cli`; each imports only what stands below it.
"""

__version__ = "0.1.0"
