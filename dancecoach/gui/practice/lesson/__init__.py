"""What an instructor says of the reference: its text at the start, the step and the cue of the moment."""
