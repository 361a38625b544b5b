"""The parts of the Word summary, in the order of its pages."""
