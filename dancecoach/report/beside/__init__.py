"""The page on a learner beside a reference: both bodies at the worst and best moments, curves, joints and words."""
