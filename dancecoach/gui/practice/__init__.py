"""The Practice page: a reference beside the learner, danced to its music, judged and kept."""
