"""What lies under the picture along one scale of time: scrub bar, phases, loop, curves."""
