"""The workshop that makes what the app ships: drawn figures, networks, models. Nothing in the app imports it."""
