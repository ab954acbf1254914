"""What the ranker is trained on, and what needs the libraries of the group `train`."""
