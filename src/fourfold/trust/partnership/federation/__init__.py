"""Signing in by an agency's own directory (OpenID Connect): asking it, believing it, and letting somebody in.

allauth keeps the state and PKCE, and leads through the callback; what it leaves to trust is decided here: which
issuer, which signature, which nonce, and whose account. `docs/adr/0012-openid-connect.md` says why.
"""
