"""How each shipped network is trained, from clips to a run that can be exported."""
