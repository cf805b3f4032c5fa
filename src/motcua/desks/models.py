"""Tables of the desks: only what guards the public pages against guessing."""

from django.db import models


class SignInFailure(models.Model):
    """A wrong password for a name from an address; enough of them in a short time close the door for a while."""

    username = models.CharField(max_length=60)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["username", "at"], name="sign_in_failure_recent")]


class TrackingFailure(models.Model):
    """A wrong code or key on the tracking page; enough of them from one address close it for a while."""

    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="tracking_failure_recent")]
