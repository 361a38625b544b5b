"""Office Open XML: markup, styles, parts, charts, measured text."""
