"""Administrative units over time, agencies, one-stop units, people, roles, calendars."""
