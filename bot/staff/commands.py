"""Commands on staff accounts: add, list, disable, enable and reset."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from bot.problems import CommandError
from bot.settings import Settings
from bot.sign_in_failures import SignInFailures
from bot.staff.passwords import Passwords, WeakPasswordError, check_strength, new_password
from bot.staff_accounts import Account, AccountError, StaffAccounts
from bot.staff_audit import StaffAudit
from bot.staff_sessions import StaffSessions
from bot.store import Store


def add(options: argparse.Namespace, settings: Settings) -> int:
    """Make an account."""
    with _store(settings) as store:
        password, is_made = _password(options)
        shown_as = options.shown_as or f"{options.name.partition('.')[0].capitalize()} from the clinic"
        hashed = Passwords().hash(password)
        account = StaffAccounts(store).add(options.name, shown_as, options.role, hashed, must_change=is_made)
        StaffAudit(store).note(None, "added an account", detail=f"{account.name}, {account.role}")
    print(f"{account.name} can sign in at /staff as {account.role}; patients read '{account.shown_as}'.")
    if is_made:
        print(f"The password to begin with: {password}\nIt must be changed at the first sign-in.")
    return 0


def show(options: argparse.Namespace, settings: Settings) -> int:
    """List the accounts."""
    with _store(settings) as store:
        accounts = StaffAccounts(store).all()
    for each in accounts:
        notes = [each.role, each.shown_as]
        notes += ["with codes"] * each.has_codes + ["shut"] * each.disabled
        print(f"{each.name:24} {', '.join(notes)}")
    if not accounts:
        print("There are no accounts. Make one with `clinic-bot staff add NAME`.")
    return 0


def disable(options: argparse.Namespace, settings: Settings) -> int:
    """Shut an account and sign it out everywhere."""
    return _set_disabled(options, settings, True)


def enable(options: argparse.Namespace, settings: Settings) -> int:
    """Open an account again."""
    return _set_disabled(options, settings, False)


def reset(options: argparse.Namespace, settings: Settings) -> int:
    """Give an account a new password, and sign it out everywhere."""
    with _store(settings) as store, _account(store, options.name) as account:
        password, is_made = _password(options)
        accounts = StaffAccounts(store)
        accounts.set_password(account.id, Passwords().hash(password), must_change=is_made)
        if options.no_codes:
            accounts.set_codes(account.id, None)
        StaffSessions(store).end_all(account.id)
        SignInFailures(store).forgive(account.name, "")
        StaffAudit(store).note(None, "reset the password of an account", detail=account.name)
    print(f"{account.name} has a new password and is signed out everywhere.")
    if is_made:
        print(f"The password to begin with: {password}\nIt must be changed at the first sign-in.")
    return 0


def _set_disabled(options: argparse.Namespace, settings: Settings, disabled: bool) -> int:
    with _store(settings) as store, _account(store, options.name) as account:
        StaffAccounts(store).set_disabled(account.id, disabled)
        StaffSessions(store).end_all(account.id)
        StaffAudit(store).note(
            None, f"{'disable' if disabled else 'enable'} of an account", detail=account.name
        )
    print(
        f"{account.name} is shut and signed out everywhere." if disabled else f"{account.name} is open again."
    )
    return 0


def _password(options: argparse.Namespace) -> tuple[str, bool]:
    """The password, and whether it was made here; typed twice at a terminal, or one line of another program's."""
    if options.generate:
        return new_password(), True
    typed = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if sys.stdin.isatty() and typed != getpass.getpass("Again: "):
        raise CommandError("The two passwords are not the same.")
    try:
        check_strength(typed, options.name)
    except WeakPasswordError as error:
        raise CommandError(str(error)) from error
    return typed, False


@contextmanager
def _account(store: Store, name: str) -> Iterator[Account]:
    yield StaffAccounts(store).get(name)


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    try:
        with closing(Store(settings.store)) as store:
            yield store
    except AccountError as error:
        raise CommandError(str(error)) from error
