"""The page that is handed over: gathered once, then written as HTML or PDF, which say the same."""
