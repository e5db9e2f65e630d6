"""What adapts the network, to one video or in training: clips made from stills, mask losses."""
