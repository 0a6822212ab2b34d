"""What is in the library goes to other programs: poses of some clips, or everything."""
