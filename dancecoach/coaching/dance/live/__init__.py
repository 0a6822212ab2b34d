"""The same while it is danced: where in the reference the learner is now, which limb matches, one cue at a time."""
