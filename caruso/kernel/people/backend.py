"""Who somebody signed in is, asked at every request."""

from allauth.account.auth_backends import AuthenticationBackend

from caruso.kernel.models.user import User, active_person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc] # allauth has no types
    def get_user(self, user_id: int) -> User | None:
        return active_person(user_id)
