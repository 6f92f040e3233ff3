"""A fingerprint reader that Chromium makes up, which says yes to everything."""

from typing import Any

from playwright.sync_api import CDPSession, Page

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Authenticator:
    """One such reader, and what can be done to it."""

    def __init__(self, session: CDPSession) -> None:
        self.session = session
        session.send("WebAuthn.enable")
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        self.id = made["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        asked = {"authenticatorId": self.id}
        return self.session.send("WebAuthn.getCredentials", asked)["credentials"]


def add_authenticator(page: Page) -> Authenticator:
    """Give a page a reader. It lives as long as the page."""
    return Authenticator(page.context.new_cdp_session(page))
