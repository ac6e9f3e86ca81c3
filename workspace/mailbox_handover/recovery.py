"""What opens a Workspace account: its password, its recovery, its backup codes.

Source: https://developers.google.com/workspace/admin/directory/reference/rest/v1/verificationCodes
"""

from __future__ import annotations

import re

from jobs.ports import Recovery
from workspace.google.errors import answer, done
from workspace.mailbox_handover.accounts import Accounts

E164 = re.compile(r"\+[1-9]\d{6,14}")
FRENCH = re.compile(r"0[1-9]\d{8}")


class Recovering:
    """Jobs' port of the same name."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def rotate_password(self, mailbox: str, password: str, owner: Recovery) -> None:
        directory = self._accounts.directory_of(mailbox)
        body = {"password": password, "changePasswordAtNextLogin": True}
        body |= {"recoveryEmail": owner.address, "recoveryPhone": dialled(owner.phone)}
        user = answer(directory.users().update(userKey=mailbox, body=body))
        if user.get("isEnrolledIn2Sv"):
            done(directory.verificationCodes().generate(userKey=mailbox))

    def recovery(self, mailbox: str) -> Recovery:
        directory = self._accounts.directory_of(mailbox)
        user = answer(directory.users().get(userKey=mailbox))
        codes = answer(directory.verificationCodes().list(userKey=mailbox)).get("items", ())
        return Recovery(
            address=user.get("recoveryEmail", ""),
            phone=user.get("recoveryPhone", ""),
            two_step=bool(user.get("isEnrolledIn2Sv")),
            codes=tuple(each["verificationCode"] for each in codes),
        )


def dialled(phone: str) -> str:
    """Return a number as E.164 writes it; "" if that cannot be known.

    >>> dialled("06 12 34 56 78"), dialled("0041 22 345 67 89"), dialled("poste 12")
    ('+33612345678', '+41223456789', '')
    >>> dialled("+33 (0)6 12 34 56 78")  # the zero that is dialled at home only
    '+33612345678'
    """
    written = phone.replace("(0)", "") if phone.strip().startswith(("+", "00")) else phone
    digits = re.sub(r"[\s.()/-]", "", written)
    if FRENCH.fullmatch(digits):
        return f"+33{digits[1:]}"
    number = f"+{digits[2:]}" if digits.startswith("00") else digits
    return number if E164.fullmatch(number) else ""
