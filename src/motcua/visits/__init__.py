"""The person in the hall: appointments, tickets, calls, counters, waits."""
