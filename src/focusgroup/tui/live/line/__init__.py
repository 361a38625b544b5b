"""The line that quotes are typed into: its widget, its keys, and how its text is drawn."""
