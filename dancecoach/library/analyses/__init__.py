"""What was found in clips: the record, its written forms, and where it is kept between runs."""
