"""What people say about clips: phases by frame from several annotators, and the style of a clip.

Phases are read from three kinds of files (`training.data.labels.read`):

* **CSV** (comma, semicolon or tab; UTF-8), a line for each segment, with the columns ``phase`` and either ``start_s``,
  ``end_s`` or ``start_frame``, ``end_frame`` (inclusive, the first frame is 0). Without ``clip``
  it is the file's name; without ``annotator`` that is the file's name too, or its folder's where the name is the
  clip's. Other columns are ignored::

      clip,annotator,phase,start_s,end_s
      jump_1,ann,idle,0,0.40
      jump_1,ann,take-off,0.40,0.93

* **NAME.phases.json**: ``[{"phase", "start", "end" (inclusive)}]`` in frames, or with ``start_s`` and ``end_s``; the
  folder is the annotator.
* **analysis.json**, as the app keeps it: the segments of ``phases``, said by the model that found them.

A phase is one of `dancecoach.motion.phases.PHASES`, or "unlabelled" where the annotator cannot tell. The segments of
one annotator cover a clip once. Boundaries are seconds, ``end_s`` being where the next segment begins; frame numbers
become seconds by the clip's own presentation times, so that labels keep fitting when it is read at another rate.

Styles (`training.data.labels.styles`) are a CSV ``clip,style,performer,take,source`` or folders named after them.
"""
