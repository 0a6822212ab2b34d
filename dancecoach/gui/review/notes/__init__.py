"""What a coach writes onto the clip under review: its notes while it is on show, and the widgets to write them with."""
