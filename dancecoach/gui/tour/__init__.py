"""The first-run tour: three minutes around the window on the demo clip and the demo lesson."""
