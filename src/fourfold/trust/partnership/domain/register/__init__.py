"""The register of agencies: who the partners are, how plans spell them, and what became of them.

The data stand beside this file, one TOML file for each kind of body. `from` is the first day of a body, `until`
the first day on which it is no more. `verified_on` says when `source_url` was read; `verify = true` says that
nobody has yet checked the entry against a source. Corrections go into the data, not into code.
"""

from fourfold.trust.partnership.domain.register.agencies import Agency, AgencyType, Succession, Tier
from fourfold.trust.partnership.domain.register.loading import load_register
from fourfold.trust.partnership.domain.register.register import Register

__all__ = ["Agency", "AgencyType", "Register", "Succession", "Tier", "load_register"]
