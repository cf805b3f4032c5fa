"""The dossier: intake, routing, clock, consultation, supplements, outcome, return."""
