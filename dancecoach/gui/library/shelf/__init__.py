"""The clips on show: a model of numbers whose records and pictures come by the screenful."""
