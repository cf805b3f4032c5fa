"""Pages of the one-stop unit: quick intake, list of the day, transfer, return of results."""
