"""Office Open XML: markup, styles, parts, charts, and measured text."""
