"""Users with EnterpriseUser and groups go through scim2-client's typed models and come back as they were sent: once
through models built from what the server publishes, once through those of RFC 7643 that scim2-models brings.

Usage: scim_client.py BASE_URL TOKEN. A difference ends it with a sentence; the last line is JSON that counts.
The connection has no users before.
"""

import base64
import collections
import json
import sys
import typing

import httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import (
    BulkOperation,
    BulkRequest,
    EnterpriseUser,
    Error,
    Group,
    PatchOp,
    ScimProvider,
    SearchRequest,
    User,
)

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
COUNTS = collections.Counter()


def same(what, got, wanted):
    COUNTS["compared"] += 1
    if got != wanted:
        sys.exit(f"{what}: got {got!r}, not {wanted!r}")


def values(resource):
    """What a client may send of a resource, as JSON, with its schemas in one order."""
    all_of_it = resource.model_dump()
    all_of_it["schemas"] = sorted(all_of_it["schemas"])
    return {name: value for name, value in all_of_it.items() if name not in ("id", "meta", "groups")}


def person(name, **more):
    """A user with every attribute that can be sent."""
    plain = [{"value": "one", "display": "One", "type": "first", "primary": True}, {"value": "two"}]
    return {
        "schemas": [USER, ENTERPRISE],
        "externalId": f"E-{name}",
        "userName": name,
        "name": {
            "formatted": "Dr. Ada K. Löwe-Žák III",
            "familyName": "Löwe-Žák",
            "givenName": "Ada",
            "middleName": "K.",
            "honorificPrefix": "Dr.",
            "honorificSuffix": "III",
        },
        "displayName": 'Ada "the lens" \\ Löwe 🔭',
        "nickName": "Ada",
        "profileUrl": "https://people.acme.example/ada",
        "title": "Engineer",
        "userType": "Employee",
        "preferredLanguage": "de-CH",
        "locale": "de-CH",
        "timezone": "Europe/Zurich",
        "active": True,
        "emails": [
            {"value": f"{name}@home.example", "type": "home"},
            {"value": f"{name}@acme.example", "type": "work", "primary": True, "display": "At work"},
        ],
        "phoneNumbers": [{"value": "tel:+41-44-555-00-00", "type": "work"}],
        "ims": [{"value": name, "type": "xmpp"}],
        "photos": [{"value": "https://people.acme.example/ada.jpg", "type": "photo"}],
        "addresses": [{"streetAddress": "Lens 1\nYard", "locality": "Zürich", "country": "CH", "type": "work"}],
        "entitlements": plain,
        "roles": plain,
        "x509Certificates": [{"value": base64.b64encode(bytes(range(48))).decode()}],
        ENTERPRISE: {
            "employeeNumber": "00701984",
            "costCenter": "4130",
            "organization": "Acme",
            "division": "Optics",
            "department": "R&D",
            **more,
        },
    }


def users(client, model):
    boss = client.create(model.model_validate(person("boss")))
    manager = {"value": boss.id, "$ref": str(boss.meta.location)}
    sent = model.model_validate(person("ada", manager=manager))
    made = client.create(sent)
    same("a user that was made", values(made), values(sent))
    same("its type", made.meta.resource_type, "User")
    same("a user that was read", client.query(model, made.id).model_dump(), made.model_dump())
    looks = [
        'userName eq "ADA"',
        f'externalId eq "E-ada" and id eq "{made.id}"',
        'emails[type eq "work" and value sw "ada@"]',
        f'{ENTERPRISE}:manager.value eq "{boss.id}"',
        f'meta.created ge "{made.meta.created.isoformat()}" and not (userName eq "boss")',
    ]
    for look in looks:
        search = SearchRequest[model](filter=look, sort_by="userName", start_index=1, count=10)
        for page in (client.query(model, search), client.search(model, search)):
            same(look, [one.model_dump() for one in page.resources], [made.model_dump()])
            same(f"{look}: totalResults", page.total_results, 1)
    some = SearchRequest[model](filter=looks[0], attributes=["userName", f"{ENTERPRISE}:department"])
    part = client.query(model, some).resources[0].model_dump()
    same("attributes", set(part) - {"schemas"}, {"id", "userName", ENTERPRISE})
    same("attributes of the extension", part[ENTERPRISE], {"department": "R&D"})
    most = SearchRequest[model](filter=looks[0], excluded_attributes=["emails", "name.givenName"])
    part = client.query(model, most).resources[0].model_dump()
    same("excludedAttributes", ("emails" in part, "givenName" in part["name"], "title" in part), (False, False, True))

    changed = made.model_copy(deep=True)
    changed.title, changed.nick_name, changed.active, changed.emails[0].value = "Lead", None, False, "a@home.example"
    replaced = client.replace(changed)
    same("a user that was replaced", values(replaced), values(changed))
    same("who made it and when", (replaced.id, replaced.meta.created), (made.id, made.meta.created))
    same("a write upon what has changed since", refused(client.replace, made), (412, None))

    operations = [
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "ada.l@acme.example"},
        {"op": "add", "path": "phoneNumbers", "value": [{"value": "tel:+41-79-555-00-00", "type": "mobile"}]},
        {"op": "remove", "path": 'roles[value eq "two"]'},
        {"op": "remove", "path": "title"},
        {"op": "replace", "path": f"{ENTERPRISE}:department", "value": "Sales"},
        {"op": "add", "value": {"nickName": "Lens", "name": {"middleName": "Q."}}},
    ]
    patch = PatchOp[model].model_validate({"operations": operations})
    here = replaced.model_copy(deep=True)
    patch.patch(here)
    client.modify(replaced, patch)
    patched = client.query(model, made.id)
    same("a user that was patched, there and here", values(patched), values(here))
    back = PatchOp[model].build_from(patched, here := changed.model_copy(deep=True, update={"meta": patched.meta}))
    client.modify(patched, back)
    same("a user that was patched back", values(client.query(model, made.id)), values(here))
    return boss, client.query(model, made.id)


def groups(client, model, user_model, boss, ada):
    members = [{"value": one.id, "$ref": str(one.meta.location), "type": "User"} for one in (boss, ada)]
    inner = client.create(model.model_validate({"schemas": [GROUP], "displayName": "Inner"}))
    members.append({"value": inner.id, "$ref": str(inner.meta.location), "type": "Group"})
    sent = model.model_validate({"schemas": [GROUP], "displayName": "Optics", "externalId": "G", "members": members})
    made = client.create(sent)
    same("a group that was made", values(made), values(sent))
    same("a group that was read", client.query(model, made.id).model_dump(), made.model_dump())
    for look in (f'members.value eq "{ada.id}"', 'displayName eq "optics"'):
        page = client.query(model, SearchRequest[model](filter=look))
        same(look, [one.id for one in page.resources], [made.id])
    mine = [one.model_dump() for one in client.query(user_model, ada.id).groups]
    wanted = {"value": made.id, "$ref": str(made.meta.location), "display": "Optics", "type": "direct"}
    same("a user's groups", mine, [wanted])

    fewer = [{"op": "remove", "path": f'members[value eq "{boss.id}"]'}]
    client.modify(made, PatchOp[model].model_validate({"operations": fewer}))
    left = client.query(model, made.id)
    same("members without one", [one.value for one in left.members], [ada.id, inner.id])
    more = [{"op": "add", "path": "members", "value": [members[0], members[1]]}]
    client.modify(left, PatchOp[model].model_validate({"operations": more}))
    left = client.query(model, made.id)
    same("members with one more", sorted(one.value for one in left.members), sorted(one["value"] for one in members))
    left.members, left.display_name = [one for one in left.members if one.value == boss.id], "Lenses"
    left = client.replace(left)
    same("a group that was replaced", (left.display_name, [one.value for one in left.members]), ("Lenses", [boss.id]))
    everybody = client.search(SearchRequest(filter='displayName eq "Lenses" or userName eq "ada"'))
    same("users and groups", {one.id for one in everybody.resources}, {left.id, ada.id})
    return inner, left


def bulk(client, group_model, user_model):
    """A group and its member, made at once."""
    user = user_model.model_validate(person("bulk"))
    member = {"value": "bulkId:u", "type": "User"}
    group = group_model.model_validate({"schemas": [GROUP], "displayName": "Bulk", "members": [member]})
    both = BulkRequest[typing.Union[user_model, group_model]](
        operations=[
            BulkOperation[group_model](method="POST", path="/Groups", bulk_id="g", data=group),
            BulkOperation[user_model](method="POST", path="/Users", bulk_id="u", data=user),
        ]
    )
    done = {one.bulk_id: one for one in client.bulk(both).operations}
    same("what Bulk answered", {key: one.status for key, one in done.items()}, {"g": 201, "u": 201})
    made = {key: str(one.location).rsplit("/", 1)[1] for key, one in done.items()}
    same("a user made by Bulk", values(client.query(user_model, made["u"])), values(user))
    members = client.query(group_model, made["g"]).members
    same("its group's members", [one.value for one in members], [made["u"]])
    return client.query(group_model, made["g"]), client.query(user_model, made["u"])


def refused(call, *arguments):
    """The status and scimType with which a request is refused; both None when it is not."""
    answer = call(*arguments, raise_scim_errors=False)
    return (answer.status, answer.scim_type) if isinstance(answer, Error) else (None, None)


def round_trip(client, user_model, group_model):
    boss, ada = users(client, user_model)
    inner, left = groups(client, group_model, user_model, boss, ada)
    group, user = bulk(client, group_model, user_model)
    twice = user_model.model_validate({**person("ADA"), "externalId": "other"})
    same("a userName that is taken", refused(client.create, twice), (409, "uniqueness"))
    for model, one in [(group_model, left), (group_model, inner), (group_model, group)]:
        client.delete(model, one.id)
        same("a group that is gone", refused(client.query, model, one.id), (404, None))
    for one in (ada, boss, user):
        client.delete(user_model, one.id)
        same("a user that is gone", refused(client.query, user_model, one.id), (404, None))
        COUNTS["users"] += 1
    same("who is left", client.query(user_model, SearchRequest[user_model](count=0)).total_results, 0)


def main():
    base, token = sys.argv[1:3]
    http = httpx2.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60, trust_env=False)
    found = SyncSCIMClient(http)
    found.discover()
    provider = found.provider
    same("what is offered", sorted(one.name for one in provider.resource_types), ["Group", "User"])
    round_trip(found, found.get_resource_model("User"), found.get_resource_model("Group"))
    models = [User, EnterpriseUser, Group]
    typed = ScimProvider(models=models, resource_types=provider.resource_types, config=provider.config)
    round_trip(SyncSCIMClient(http, provider=typed), User[EnterpriseUser], Group)
    print(json.dumps(COUNTS))


main()
