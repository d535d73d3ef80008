"""What all tests share: property tests have no deadline of their own, since a loaded machine is no fault."""

from hypothesis import settings

settings.register_profile("reportlint", deadline=None)
settings.load_profile("reportlint")
