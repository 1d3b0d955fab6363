"""Attempts to sign in: each is counted before it is looked at, so that many at once are held up like many in a row."""

from __future__ import annotations

from bot.sign_in_failures import SignInFailures
from bot.staff.one_time_codes import OneTimeCodes
from bot.staff.passwords import Passwords, PasswordsBusyError
from bot.staff_accounts import Account
from bot.staff_audit import StaffAudit

BUSY_SECONDS = 5
"""After how long to try again when too many wait for their passwords to be looked at."""

MOST_TYPED = 12
"""Characters of a code that are looked at: six digits, and spaces between them."""


class TooManyAttemptsError(Exception):
    """No attempt is allowed now; the message is for whoever tries."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds
        """After how long another attempt may be made."""


class Attempts:
    """Looks at what proves who somebody is, unless they tried too often."""

    def __init__(
        self, passwords: Passwords, codes: OneTimeCodes, failures: SignInFailures, audit: StaffAudit
    ) -> None:
        self._passwords = passwords
        self._codes = codes
        self._failures = failures
        self._audit = audit

    async def password(
        self, name: str, address: str, kept: str | None, typed: str, account: int | None = None
    ) -> bool:
        """Whether a password fits the hash `kept`, None if no account has this name; raises TooManyAttemptsError.

        `account` is whose failure the log notes, where that is certain.
        """
        self._look(name, address)
        try:
            async with self._passwords.turn() as verify:
                # While this one waited for its turn, others may have failed.
                self._look(name, address)
                self._failures.count(name, address)
                right = await verify(kept, typed)
        except PasswordsBusyError as error:
            text = f"Too many are signing in just now. Please wait {BUSY_SECONDS} seconds and try again."
            raise TooManyAttemptsError(text, BUSY_SECONDS) from error
        if right:
            self._failures.forgive(name, address)
        else:
            self._audit.note(account, "sign-in failed")
        return right

    def code(self, account: Account, address: str, typed: str) -> bool:
        """Whether a one-time code is right; raises TooManyAttemptsError and NoKeyError."""
        key = f"{account.name} code"
        self._look(key, address)
        right = self._codes.check(account, typed[:MOST_TYPED])
        if right:
            self._failures.forgive(key, address)
        else:
            self._failures.count(key, address)
            self._audit.note(account.id, "sign-in failed")
        return right

    def _look(self, name: str, address: str) -> None:
        wait = self._failures.wait(name, address)
        if wait:
            raise TooManyAttemptsError(f"Too many attempts. Please wait {wait} seconds and try again.", wait)
