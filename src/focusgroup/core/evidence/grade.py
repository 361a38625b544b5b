"""The grade of evidence, which documents print and the rules in ``evidence`` give."""

from enum import StrEnum


class Evidence(StrEnum):
    """How strong the evidence for a finding is."""

    STRONG = "strong"
    FAIR = "fair"
    THIN = "thin"
