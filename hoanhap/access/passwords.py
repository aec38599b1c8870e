"""What a password must be, and how an administrator makes one that is good for one sign-in."""

import secrets

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from hoanhap.access.models import User
from hoanhap.kernel.lang import t

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS, GROUP = 4, 4  # 16 letters of 32: 80 bits


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return t("Mật khẩu cần ít nhất {n} ký tự.", "A password needs at least {n} characters.", n=self.min_length)


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return t(
            "Mật khẩu này nhiều người dùng, dễ đoán. Chọn một câu riêng của mình.",
            "Many people use this password. Choose a sentence of your own.",
        )


class NotOneself(password_validation.UserAttributeSimilarityValidator):
    """Like the sign-in name or the person's name."""

    def get_error_message(self) -> str:
        return t("Mật khẩu quá giống tên của người dùng.", "The password is too much like the user's name.")


def one_time() -> str:
    """A random password that can be read out over the telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def faults(password: str, user: User) -> list[str]:
    """What is wrong with it; empty when it will do."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    return []
