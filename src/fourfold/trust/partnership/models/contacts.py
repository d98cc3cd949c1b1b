"""How to reach the professionals of the partnership."""

from django.db import models

from fourfold.ground.kernel.governance import Holds
from fourfold.trust.partnership.models.people import Person


class Contact(models.Model):
    """A person's work contact details, as they want colleagues to use them.

    A table of its own, because people write their own and their names and accounts are not theirs to write. Nobody
    signs in with this address, and Fourfold sends nothing to it: letters go to the account's.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    governance = {"person": Holds.SYSTEM, "email": Holds.STAFF, "telephone": Holds.STAFF}

    def __str__(self) -> str:
        return str(self.person_id)
