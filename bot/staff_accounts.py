"""Staff accounts: who may use the console, by name, with a role; a password is here as its hash alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.moment import stamp_now
from bot.store import Store

Role = Literal["staff", "lead", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
MOST_SHOWN = 40
GROUP = "telegram-group"


class AccountError(Exception):
    """An account that cannot be made or changed; the message is one plain line."""


@dataclass(frozen=True)
class Account:
    """One member of the staff."""

    id: int
    name: str
    """To sign in with."""
    shown_as: str
    """What patients read: 'Nurse, spine team'."""
    role: Role
    must_change: bool
    """Whether the password was made for them, so that they must choose their own."""
    has_codes: bool
    """Whether signing in takes a one-time code too."""
    disabled: bool

    @property
    def leads(self) -> bool:
        """Whether they see to it that nobody waits too long, and may take a conversation over."""
        return self.role in ("lead", "admin")


class StaffAccounts:
    """The accounts in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store.database

    def add(self, name: str, shown_as: str, role: str, password: str, *, must_change: bool) -> Account:
        """Make an account with the hash of a password; raises AccountError."""
        name = name.strip().lower()
        if not _NAME.fullmatch(name):
            raise AccountError("A name is made of letters, digits, dots and dashes: first.last")
        if role not in ROLES:
            raise AccountError(f"There is no role '{role}': it is {', '.join(ROLES)}.")
        shown_as = " ".join(shown_as.split())[:MOST_SHOWN]
        if not shown_as:
            raise AccountError("Say what patients should read, such as 'Nurse, spine team'.")
        with self._store.writing():
            if self.named(name):
                raise AccountError(f"There is an account '{name}' already.")
            self._db.execute(
                "INSERT INTO staff (name, shown_as, role, password, must_change, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [name, shown_as, role, password, must_change, stamp_now()],
            )
        return self.get(name)

    def for_group(self, shown_as: str) -> Account:
        """The account in whose name a staff group in a messenger answers; nobody can sign in with it."""
        with self._store.writing():
            if self.named(GROUP) is None:
                self.add(GROUP, shown_as, "staff", "!", must_change=False)
                self.set_disabled(self.get(GROUP).id, True)
        return self.get(GROUP)

    def all(self) -> list[Account]:
        """Every account, by name."""
        return [_account(row) for row in self._rows("SELECT * FROM staff ORDER BY name", [])]

    def named(self, name: str) -> Account | None:
        """The account with this name, or None."""
        rows = self._rows("SELECT * FROM staff WHERE name = ?", [name.strip().lower()])
        return _account(rows[0]) if rows else None

    def get(self, name: str) -> Account:
        """The account with this name; raises AccountError."""
        account = self.named(name)
        if account is None:
            raise AccountError(f"There is no account '{name}'.")
        return account

    def numbered(self, account: int) -> Account | None:
        """The account with this number, or None."""
        rows = self._rows("SELECT * FROM staff WHERE id = ?", [account])
        return _account(rows[0]) if rows else None

    def password(self, account: int) -> str:
        """The hash of an account's password."""
        return str(self._rows("SELECT password FROM staff WHERE id = ?", [account])[0]["password"])

    def set_password(self, account: int, password: str, *, must_change: bool) -> None:
        """Keep the hash of a new password."""
        self._db.execute(
            "UPDATE staff SET password = ?, must_change = ? WHERE id = ?", [password, must_change, account]
        )

    def set_disabled(self, account: int, disabled: bool) -> None:
        """Shut an account, or open it again."""
        self._db.execute(
            "UPDATE staff SET disabled_at = ? WHERE id = ?", [stamp_now() if disabled else None, account]
        )

    def set_role(self, account: int, role: str) -> None:
        """Give an account another role; raises AccountError."""
        if role not in ROLES:
            raise AccountError(f"There is no role '{role}'.")
        self._db.execute("UPDATE staff SET role = ? WHERE id = ?", [role, account])

    def codes(self, account: int) -> tuple[str | None, int]:
        """The sealed secret of the one-time codes, and the number of the last one used."""
        row = self._rows("SELECT totp_sealed, totp_used FROM staff WHERE id = ?", [account])[0]
        return row["totp_sealed"], row["totp_used"]

    def set_codes(self, account: int, sealed: str | None) -> None:
        """Keep a sealed secret, or ask for no codes any more."""
        self._db.execute("UPDATE staff SET totp_sealed = ?, totp_used = 0 WHERE id = ?", [sealed, account])

    def use_code(self, account: int, number: int) -> bool:
        """Use up a one-time code; False if it, or a later one, was used before."""
        cursor = self._db.execute(
            "UPDATE staff SET totp_used = ? WHERE id = ? AND totp_used < ?", [number, account, number]
        )
        return bool(cursor.rowcount)

    def _rows(self, sql: str, params: list[Any]) -> list[dict[str, Any]]:
        return list(self._db.query(sql, params))


def _account(row: Mapping[str, Any]) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        shown_as=row["shown_as"],
        role=row["role"],
        must_change=bool(row["must_change"]),
        has_codes=row["totp_sealed"] is not None,
        disabled=row["disabled_at"] is not None,
    )
