"""Settings of systems: chosen by inner folds, judged by outer ones, alone and as ensembles."""
