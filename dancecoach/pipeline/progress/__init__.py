"""Progress over days and weeks: measures of a person's skills, and marks of a dance."""
