"""Who is who: one person told from the others through a whole clip."""
