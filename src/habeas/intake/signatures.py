"""Signatures of a WACZ (WACZ signing and verification 0.1.0): by a key that nobody vouches for, or by a domain's
certificate.

The signature must be good for the hash of the package. That a certificate belongs to its domain, and that a time
stamp belongs to its authority, is not asked: that needs roots of trust and, for revocation, a network. The line says
so.
"""

import base64
import binascii
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from habeas.intake.cleaning import one_line


def told(signed: Any, digest: str) -> str:
    """One line on the `signedData` of a package whose hash is `digest`, as `sha256:…`."""
    if not isinstance(signed, dict):
        return "no signature"
    if signed.get("hash") != digest:
        return "SIGNATURE NOT GOOD: it is for another package"
    domain = one_line(signed.get("domain")) if signed.get("domainCert") else None
    who = (
        f"for the domain {domain[:100]}, whose certificate was not traced to a root"
        if domain
        else "by a key without a name"
    )
    when = one_line(signed.get("created"))
    try:
        key = _key(signed)
        _verify(key, base64.b64decode(str(signed.get("signature", "")), validate=True), digest.encode())
    except InvalidSignature:
        return "SIGNATURE NOT GOOD"
    except (ValueError, TypeError, binascii.Error, UnsupportedAlgorithm):
        return "SIGNATURE NOT READABLE"
    return f"signature good {who}" + (f", made {when[:40]} by its own clock" if when else "")


def _key(signed: dict[str, Any]) -> Any:
    if signed.get("domainCert"):
        return x509.load_pem_x509_certificates(str(signed["domainCert"]).encode())[0].public_key()
    return serialization.load_der_public_key(base64.b64decode(str(signed.get("publicKey", "")), validate=True))


def _verify(key: Any, signature: bytes, message: bytes) -> None:
    """Browsers write an ECDSA signature as two numbers side by side, servers as DER."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        half = (key.curve.key_size + 7) // 8
        if len(signature) == 2 * half:
            first, second = (int.from_bytes(part) for part in (signature[:half], signature[half:]))
            signature = encode_dss_signature(first, second)
        key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signature, message)
    else:
        raise UnsupportedAlgorithm("a key of another kind")
