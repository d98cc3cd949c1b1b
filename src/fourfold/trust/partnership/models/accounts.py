"""Accounts: what is needed to sign in, and nothing else. Who somebody is stands in `people`."""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from fourfold.ground.kernel.governance import Holds


class UserManager(BaseUserManager["User"]):
    """Finds accounts by e-mail address, whatever its letter case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an e-mail address. Raises `User.DoesNotExist`."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """An account. Read before any row-level security context exists, so it holds no name and no role."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    governance = {
        "id": Holds.SYSTEM,
        "email": Holds.STAFF,
        "password": Holds.CREDENTIAL,
        "last_login": Holds.STAFF,
        "is_active": Holds.SYSTEM,
        "is_demonstration": Holds.SYSTEM,
        "created_at": Holds.SYSTEM,
        "closed_at": Holds.SYSTEM,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(name="user_email_lower", condition=models.Q(email=Lower("email"))),
            models.CheckConstraint(
                name="user_closed_is_inactive",
                condition=models.Q(closed_at__isnull=True) | models.Q(is_active=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Invitation(models.Model):
    """A single-use link with which a new person sets their password. Only a digest of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    governance = {
        "id": Holds.SYSTEM,
        "user": Holds.SYSTEM,
        "token_digest": Holds.CREDENTIAL,
        "made_at": Holds.SYSTEM,
        "expires_at": Holds.SYSTEM,
        "used_at": Holds.SYSTEM,
    }

    def __str__(self) -> str:
        return str(self.id)
