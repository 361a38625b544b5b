"""Dialogs of the review that change the codebook."""
