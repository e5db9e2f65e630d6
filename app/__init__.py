"""GvSeg's desk: the annotation app."""
