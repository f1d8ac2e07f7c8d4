"""What all tests share: how Hypothesis judges time. A busy machine is no fault of a test's input."""

import os

from hypothesis import HealthCheck, settings

os.environ["LC_ALL"] = "C.UTF-8"  # what the commands print is in English, on whatever machine
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
