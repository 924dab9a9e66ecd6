"""How people come in: by invitation of the administrator, not by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Sign-in without sign-up: people are added by the administrator."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
