"""All systems on the same clips and folds, in one table."""
