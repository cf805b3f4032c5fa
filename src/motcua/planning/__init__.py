"""Demand, simulation, staffing, siting and savings."""
