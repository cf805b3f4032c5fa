"""Pages, one sub-room per kind of person."""
