"""An agenda while it is run: its clock, its route, re-planning, callbacks, the debrief."""
