"""One-time codes (TOTP): a second proof at sign-in; the secret is sealed with the clinic's key."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken

from bot.staff_accounts import Account, StaffAccounts

STEPS_AROUND = 1
"""A clock may be off by one step of 30 seconds."""


class NoKeyError(Exception):
    """Without CLINIC_BOT_CONTACT_KEY no secret can be kept; with another key none can be read."""


class AlreadyOnError(Exception):
    """Codes are asked for already: another secret takes switching them off first, with a code of the old one."""


class OneTimeCodes:
    """Sets codes up and checks them; each is taken once."""

    def __init__(self, accounts: StaffAccounts, key: str | None, issuer: str) -> None:
        self._accounts = accounts
        self._fernet = Fernet(key) if key else None
        self._issuer = issuer

    @property
    def can_be_used(self) -> bool:
        """Whether there is a key."""
        return self._fernet is not None

    def new_secret(self) -> str:
        """A secret for an authenticator app."""
        return pyotp.random_base32()

    def link(self, account: Account, secret: str) -> str:
        """The secret as an address that an authenticator app opens."""
        return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=self._issuer)

    def switch_on(self, account: Account, secret: str, code: str) -> bool:
        """Ask for codes from now on, if the app shows the right one; raises NoKeyError and AlreadyOnError."""
        if self._fernet is None:
            raise NoKeyError
        sealed, _ = self._accounts.codes(account.id)
        if sealed is not None:
            raise AlreadyOnError
        number = _number_of(secret, code)
        if number is None:
            return False
        self._accounts.set_codes(account.id, self._fernet.encrypt(secret.encode()).decode())
        return self._accounts.use_code(account.id, number)

    def check(self, account: Account, code: str) -> bool:
        """Whether a code is right and was not used before; raises NoKeyError."""
        sealed, _ = self._accounts.codes(account.id)
        if sealed is None or self._fernet is None:
            raise NoKeyError
        try:
            secret = self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise NoKeyError from error
        number = _number_of(secret, code)
        return number is not None and self._accounts.use_code(account.id, number)


def _number_of(secret: str, code: str) -> int | None:
    """The number of the step whose code this is, or None."""
    totp = pyotp.TOTP(secret)
    typed = "".join(code.split())
    now = int(datetime.now(UTC).timestamp()) // totp.interval
    found = None
    for number in range(now - STEPS_AROUND, now + STEPS_AROUND + 1):
        # All are compared, so that the time taken tells nothing.
        if hmac.compare_digest(totp.generate_otp(number).encode(), typed.encode("utf-8", "replace")):
            found = number
    return found
