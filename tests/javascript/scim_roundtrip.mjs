/**
 * SCIM through the types of npm's scimmy: what its User, EnterpriseUser, Group and messages send is read back by them
 * as it was sent, nothing of an answer is unknown to them, a PATCH does there what scimmy does here, the schemas agree.
 *
 * Usage: scim_roundtrip.mjs BASE_URL TOKEN. A difference ends it with a sentence; the last line is JSON that counts.
 */
import { inspect, isDeepStrictEqual } from "node:util";
import SCIMMY from "scimmy";

const { Messages, Schemas, Types } = SCIMMY;
const { User, Group, EnterpriseUser, ResourceType, ServiceProviderConfig } = Schemas;
User.definition.extend(EnterpriseUser.definition);
const ENTERPRISE = EnterpriseUser.id;
const [base, token] = process.argv.slice(2);
/** Where the published schema is known to differ from RFC 7643: a manager's displayName can be written. */
const DIFFERENT = ["EnterpriseUser.manager"];
const counts = { compared: 0, requests: 0 };

/** What a JSON text of it says, without what is undefined. */
const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

function same(what, got, wanted) {
  counts.compared += 1;
  const [left, right] = [plain(got), plain(wanted)];
  const all = { depth: null, compact: true, breakLength: Infinity };
  if (!isDeepStrictEqual(left, right))
    throw new Error(`${what}: got ${inspect(left, all)}, not ${inspect(right, all)}`);
}

/** Sends what scimmy makes of `body`; answers the JSON. */
async function ask(status, method, path, body) {
  counts.requests += 1;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  same(`the status of ${method} ${path} (${text})`, answer.status, status);
  return text ? JSON.parse(text) : undefined;
}

/** The answer as scimmy's type; all that it says is known to the type, `unknown` apart. */
function known(type, answer, path, unknown = []) {
  const here = new type(
    answer,
    ...(type.length > 2 || type === User || type === Group ? ["out"] : []),
    base + path,
  );
  const rest = plain(answer);
  for (const name of unknown) delete rest[name];
  same(`${answer.id ?? path} as ${type.name}`, sorted(plain(here)), sorted(rest));
  return here;
}

const sorted = (resource) => ({ ...resource, schemas: [...resource.schemas].sort() });

/** What a client may send of a resource. */
function values(resource) {
  const { id, meta, groups, schemas, ...rest } = plain(resource);
  return { ...rest, schemas: [...schemas].sort() };
}

function list(answer) {
  const here = new Messages.ListResponse(answer);
  same("a ListResponse", here, answer);
  return here;
}

/** Expects a refusal that scimmy knows: the status may have this scimType. */
async function refused(status, scimType, ...request) {
  const answer = await ask(status, ...request);
  const { status: code, scimType: type, detail } = answer;
  same("an Error", new Messages.ErrorResponse({ status: code, scimType: type, detail }), answer);
  try {
    new Messages.ErrorResponse(answer);
  } catch (error) {
    same("an error", error instanceof Types.Error && [Number(error.status), error.scimType], [
      status,
      scimType,
    ]);
    return;
  }
  throw new Error(`scimmy took no error from ${inspect(answer)}`);
}

function attribute(given) {
  const { type, name, subAttributes = [], mutability, ...config } = given;
  return new Types.Attribute(type, name, { ...config, mutable: mutability }, subAttributes.map(attribute));
}

/** What two descriptions of an attribute must agree in. */
const shape = ({ name, type, multiValued, mutability, subAttributes = [] }) => [
  name,
  type,
  multiValued,
  mutability,
  subAttributes.map(shape).sort((a, b) => (a[0] < b[0] ? -1 : 1)),
];

async function discovery() {
  // Pages by cursor (RFC 9865) are newer than scimmy.
  const { pagination, ...config } = await ask(200, "GET", "/ServiceProviderConfig");
  same("pagination.cursor", pagination.cursor, true);
  for (const scheme of config.authenticationSchemes) delete scheme.primary;
  known(ServiceProviderConfig, config, "/ServiceProviderConfig");
  const types = list(await ask(200, "GET", "/ResourceTypes")).Resources;
  same("the resource types", types.map((type) => known(ResourceType, type, "/ResourceTypes").name).sort(), [
    "Group",
    "User",
  ]);
  for (const schema of list(await ask(200, "GET", "/Schemas")).Resources) {
    same(schema.id, await ask(200, "GET", `/Schemas/${schema.id}`), schema);
    const { id, name, description, attributes } = schema;
    const here = new Types.SchemaDefinition(name, id, description, attributes.map(attribute));
    const described = plain(here.describe(`${base}/Schemas`));
    same(`${id} described`, described.attributes.map(shape), attributes.map(shape));
    same(`where ${id} is`, described.meta, schema.meta);
    const own = plain({ User, Group, EnterpriseUser }[name].definition.describe()).attributes.map(shape);
    for (const one of own.filter((one) => !DIFFERENT.includes(`${name}.${one[0]}`))) {
      same(
        `${name}.${one[0]}`,
        attributes.map(shape).find((other) => other[0] === one[0]),
        one,
      );
    }
  }
}

const person = (name, manager) => ({
  externalId: `E-${name}`,
  userName: name,
  displayName: 'Ada "the lens" \\ Löwe 🔭',
  nickName: "Ada",
  title: "Engineer",
  name: {
    formatted: "Dr. Ada Löwe",
    familyName: "Löwe",
    givenName: "Ada",
    middleName: "K.",
    honorificPrefix: "Dr.",
    honorificSuffix: "III",
  },
  profileUrl: "https://people.acme.example/ada",
  userType: "Employee",
  preferredLanguage: "de-CH",
  locale: "de-CH",
  timezone: "Europe/Zurich",
  active: true,
  emails: [
    { value: `${name}@home.example`, type: "home" },
    { value: `${name}@acme.example`, type: "work", primary: true, display: "At work" },
  ],
  phoneNumbers: [{ value: "+41-44-555-00-00", type: "work" }],
  ims: [{ value: name, type: "xmpp" }],
  photos: [{ value: "https://people.acme.example/ada.jpg", type: "photo" }],
  addresses: [{ streetAddress: "Lens 1\nYard", locality: "Zürich", country: "CH", type: "work" }],
  entitlements: [{ value: "one", display: "One", primary: true }, { value: "two" }],
  roles: [{ value: "one" }, { value: "two" }],
  x509Certificates: [{ value: Buffer.from("a certificate").toString("base64") }],
  [ENTERPRISE]: {
    employeeNumber: "00701984",
    costCenter: "4130",
    organization: "Acme",
    division: "Optics",
    department: "R&D",
    ...(manager && { manager: { value: manager.id, $ref: manager.meta.location } }),
  },
});

async function make(type, path, given) {
  const sent = new type(given, "in");
  const made = known(type, await ask(201, "POST", path, sent), path);
  same(`a ${type.name} that was made`, values(made), values(sent));
  const read = await ask(200, "GET", `${path}/${made.id}`);
  same(`a ${type.name} that was read`, known(type, read, path), made);
  return made;
}

/** Patches there and here. A group answers with nothing. */
async function patch(type, path, resource, ...Operations) {
  const message = new Messages.PatchOp({ schemas: [Messages.PatchOp.id], Operations });
  const here = await message.apply(new type(plain(resource), "out", base + path));
  const answer = await ask(type === Group ? 204 : 200, "PATCH", `${path}/${resource.id}`, message);
  const there = known(type, await ask(200, "GET", `${path}/${resource.id}`), path);
  if (answer) same("what PATCH answered", answer, there);
  same(`a ${type.name} that was patched, there and here`, values(there), values(here));
  return there;
}

async function search(path, params, wanted) {
  const message = new Messages.SearchRequest().prepare(params);
  const found = list(await ask(200, "POST", `${path}/.search`, message));
  same(
    inspect(params),
    [found.totalResults, found.Resources.map(({ id }) => id)],
    [wanted.length, wanted.map(({ id }) => id)],
  );
  return found.Resources;
}

async function users() {
  const boss = await make(User, "/Users", person("boss"));
  const ada = await make(User, "/Users", person("ada", boss));
  await search("/Users", { filter: 'userName eq "ADA"' }, [ada]);
  await search("/Users", { filter: `${ENTERPRISE}:manager.value eq "${boss.id}"` }, [ada]);
  await search("/Users", { filter: 'emails[type eq "work"]', sortBy: "userName", sortOrder: "descending" }, [
    boss,
    ada,
  ]);
  const [part] = await search(
    "/Users",
    { filter: 'userName eq "ada"', attributes: ["userName", "name.givenName"] },
    [ada],
  );
  same("attributes", [part.userName, part.name, part.title], ["ada", { givenName: "Ada" }, undefined]);

  const changed = new User({ ...plain(ada), title: "Lead", active: false, nickName: undefined }, "in");
  const replaced = known(User, await ask(200, "PUT", `/Users/${ada.id}`, changed), "/Users");
  same("a User that was replaced", values(replaced), values(changed));
  const patched = await patch(
    User,
    "/Users",
    replaced,
    { op: "replace", path: 'emails[type eq "work"].value', value: "ada.l@acme.example" },
    { op: "add", path: "phoneNumbers", value: [{ value: "+41-79-555-00-00", type: "mobile" }] },
    { op: "remove", path: 'roles[value eq "two"]' },
    { op: "remove", path: "title" },
    { op: "replace", path: `${ENTERPRISE}:department`, value: "Sales" },
    { op: "add", value: { nickName: "Lens", name: { middleName: "Q." } } },
  );
  return [boss, patched];
}

async function groups(boss, ada) {
  const member = (one, type = "User") => ({
    value: one.id,
    $ref: one.meta.location,
    type,
    display: one.displayName,
  });
  const inner = await make(Group, "/Groups", { displayName: "Inner", members: [member(boss)] });
  const optics = await make(Group, "/Groups", {
    displayName: "Optics",
    externalId: "G",
    members: [member(boss), member(ada), member(inner, "Group")],
  });
  const of_ada = known(User, await ask(200, "GET", `/Users/${ada.id}`), "/Users").groups;
  same("a user's groups", of_ada, [
    { value: optics.id, $ref: optics.meta.location, display: "Optics", type: "direct" },
  ]);
  await search("/Groups", { filter: `members.value eq "${ada.id}"` }, [optics]);
  await search("", { filter: 'displayName eq "Optics" or userName eq "boss"', sortBy: "meta.created" }, [
    boss,
    optics,
  ]);
  await patch(
    Group,
    "/Groups",
    optics,
    { op: "remove", path: `members[value eq "${boss.id}"]` },
    { op: "replace", path: "displayName", value: "Lenses" },
  );
  return [inner, optics];
}

/** A group and its member, made at once. */
async function bulk() {
  const user = new User(person("bulk"), "in");
  const group = new Group({ displayName: "Bulk", members: [{ value: "bulkId:u", type: "User" }] }, "in");
  const message = new Messages.BulkRequest({
    schemas: [Messages.BulkRequest.id],
    Operations: [
      { method: "POST", path: "/Groups", bulkId: "g", data: group },
      { method: "POST", path: "/Users", bulkId: "u", data: user },
    ],
  });
  const answer = await ask(200, "POST", "/Bulk", message);
  const done = new Messages.BulkResponse(answer);
  same("a BulkResponse", done, answer);
  const ids = done.resolve();
  const made = known(User, await ask(200, "GET", `/Users/${ids.get("u")}`), "/Users");
  same("a User made by Bulk", values(made), values(user));
  const of_group = known(Group, await ask(200, "GET", `/Groups/${ids.get("g")}`), "/Groups");
  same(
    "its Group's members",
    of_group.members.map(({ value }) => value),
    [made.id],
  );
  return [{ id: ids.get("g") }, made];
}

async function main() {
  await discovery();
  const [boss, ada] = await users();
  const [inner, optics] = await groups(boss, ada);
  const [group, user] = await bulk();
  await refused(409, "uniqueness", "POST", "/Users", { ...person("ADA"), externalId: "other" });
  await refused(400, "invalidFilter", "GET", "/Users?filter=userName%20is%20ada");
  await refused(400, "invalidValue", "POST", "/Users", { schemas: [User.id] });
  await refused(400, "noTarget", "PATCH", `/Users/${ada.id}`, {
    schemas: [Messages.PatchOp.id],
    Operations: [{ op: "remove" }],
  });
  for (const [path, one] of [optics, inner, group]
    .map((one) => ["/Groups", one])
    .concat([ada, boss, user].map((one) => ["/Users", one]))) {
    await ask(204, "DELETE", `${path}/${one.id}`);
    await refused(404, undefined, "GET", `${path}/${one.id}`);
  }
  await search("/Users", { filter: "userName pr" }, []);
  console.log(JSON.stringify(counts));
}

main().catch((error) => {
  console.error(error instanceof Types.Error || error instanceof TypeError ? error : error.message);
  process.exitCode = 1;
});
