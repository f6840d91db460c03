"""The SLA engine: calendars, clocks, policies and alerts as pure rules; time is always an argument."""
