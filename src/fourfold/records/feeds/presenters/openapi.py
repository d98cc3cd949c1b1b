"""The delivery API as an OpenAPI 3.1 document, made from its one description (`domain/api.py`)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from fourfold.records.feeds.domain.api import BASE, OPERATIONS, PROBLEMS, VERSION, Operation, Schema
from fourfold.records.feeds.domain.api_schemas import SCHEMAS

_ABOUT = (
    "Agencies’ systems send files under contract, and see what became of them. Every call but this one is "
    "signed: HTTP "
    "Message Signatures (RFC 9421) with Ed25519, over @method, @target-uri and, with content, Content-Digest "
    "(RFC 9530), "
    "with the parameters created, nonce and keyid. Refusals are RFC 9457 problems."
)


def openapi() -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one)
    return {
        "openapi": "3.1.1",
        "info": {"title": "Fourfold: deliveries", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": f"{settings.PUBLIC_ADDRESS}{BASE}"}],
        "security": [{"signature": []}],
        "paths": paths,
        "components": {
            "schemas": dict(SCHEMAS),
            "responses": {key: _problem(key) for key in PROBLEMS},
            "securitySchemes": {
                "signature": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Signature",
                    "description": "With Signature-Input (RFC 9421). keyid is the id of a key of your agency.",
                }
            },
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": one.key,
        "summary": one.title,
        "description": one.text,
        "responses": {
            **{str(status): _answer(one, answers) for status, answers in one.answers.items()},
            **_refusals(one),
        },
    }
    if one.parameters:
        said["parameters"] = [
            {
                "name": parameter.name,
                "in": parameter.where,
                "required": parameter.is_required,
                "description": parameter.text,
                "schema": parameter.schema,
            }
            for parameter in one.parameters
        ]
    if one.content:
        said["requestBody"] = {
            "required": True,
            "content": {media: _content(schema) for media, schema in one.content.items()},
        }
    if not one.is_signed:
        said["security"] = []
    return said


def _answer(one: Operation, answers: Mapping[str, str]) -> dict[str, Any]:
    return {"description": one.title, "content": {media: _content(schema) for media, schema in answers.items()}}


def _content(schema: str) -> dict[str, Schema]:
    """A media type whose schema has a name; files and tables have none."""
    return {"schema": {"$ref": f"#/components/schemas/{schema}"}} if schema in SCHEMAS else {}


def _refusals(one: Operation) -> dict[str, Any]:
    """By status: one kind by reference, several with what each is."""
    kinds: dict[int, list[str]] = {}
    for key in one.refusals:
        kinds.setdefault(PROBLEMS[key].status, []).append(key)
    return {
        str(status): {"$ref": f"#/components/responses/{keys[0]}"} if len(keys) == 1 else _problem(*keys)
        for status, keys in kinds.items()
    }


def _problem(*keys: str) -> dict[str, Any]:
    said = " ".join(f"{PROBLEMS[key].title} (`{key}`): {PROBLEMS[key].text}" for key in keys)
    return {"description": said, "content": {"application/problem+json": _content("Problem")}}
