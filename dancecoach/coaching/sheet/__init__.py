"""The sheet of one skill is filled here, with how far each measure may be off, and put into words."""
