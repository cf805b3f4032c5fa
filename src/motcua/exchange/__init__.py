"""Nodes and bus, outbox, notices to people; one adapter per partner."""
