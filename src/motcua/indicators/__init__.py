"""Official reports, service index, PAR INDEX, evaluation of units and officials."""
