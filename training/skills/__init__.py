"""What taught skills are told from: the space of drawn skills (`dancecoach.coaching.taught.space`)."""
