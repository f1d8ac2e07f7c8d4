"""Policy Pledges: government responsibility lists as a validated dataset."""

__version__ = "0.1.0"
