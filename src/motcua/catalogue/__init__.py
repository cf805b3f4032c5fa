"""Procedures by edition: components, fees, time limits, routes, competence rules."""
