"""How well a style is taught from a few clips (`dancecoach.models.teaching`): the trial that measures it."""
