"""Running an agenda: the clock, the route, re-planning, callbacks and the debrief."""
