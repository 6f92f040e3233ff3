"""A passkey as a browser would have made it, without a browser."""

from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT


def passkey() -> dict[str, Any]:
    """What is kept of a passkey."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(bytes(16), b"id", key)
    data = AuthenticatorData.create(sha256(b"localhost").digest(), FLAGS, 0, made)
    client = b'{"type": "webauthn.create", "challenge": "", "origin": "http://localhost"}'
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
    }
    whole = {"id": websafe_encode(b"id"), "rawId": websafe_encode(b"id"), "type": "public-key"}
    return {"name": "x", "credential": whole | {"response": response}}
