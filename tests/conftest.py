"""What all tests share: how Hypothesis judges time. A busy machine is no fault of a test's input."""

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
