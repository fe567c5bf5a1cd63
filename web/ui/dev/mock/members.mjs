// Members, invitations and single sign-on, kept in memory.
import { invalid, problem, removed, USER } from "./answer.mjs";

const day = 24 * 3600 * 1000;
const after = (days) => new Date(Date.now() + days * day).toISOString();

const members = [
  {
    ...USER,
    active: true,
    hasPassword: true,
    mfaEnabled: false,
    linked: false,
    created: "2026-01-05T08:00:00Z",
    lastSignIn: after(0),
  },
];
const invitations = [];
let provider = {
  configured: false,
  issuer: "",
  clientId: "",
  clientSecretHint: null,
  label: "Single sign-on",
  scopes: [],
  roleClaim: "",
  adminValues: [],
  join: false,
  passwords: true,
  enabled: false,
  emailDomains: [],
  maySetDomains: true,
  redirectUri: "https://gatehouse.example/api/auth/callback/oidc",
  postLogoutRedirectUri: "https://gatehouse.example/login",
};
let made = 0;

const withLink = (invitation, delivery) =>
  delivery === "link"
    ? { ...invitation, link: `https://gatehouse.example/invitation?token=mock-${invitation.id}` }
    : invitation;

// there is but one member
const lastAdmin = ({ id }) =>
  id === USER.id ? problem(409, "the last admin cannot be removed") : problem(404, "Not found");

export const MEMBER_ROUTES = {
  "GET /api/console/members": () => ({ body: members }),
  "PATCH /api/console/members/{}": lastAdmin,
  "DELETE /api/console/members/{}": lastAdmin,
  "GET /api/console/invitations": () => ({ body: invitations }),
  "POST /api/console/invitations": ({ body }) => {
    if (!body.email?.includes("@")) return invalid("email", "is no e-mail address");
    const invitation = {
      id: `i${++made}`,
      email: body.email,
      role: body.role,
      invitedBy: USER.email,
      created: after(0),
      expires: after(7),
      expired: false,
      mailed: body.delivery !== "link",
    };
    invitations.push(invitation);
    return { status: 201, body: withLink(invitation, body.delivery) };
  },
  "POST /api/console/invitations/{}/resend": ({ id, body }) => {
    const invitation = invitations.find((one) => one.id === id);
    if (!invitation) return problem(404, "Not found");
    return { body: withLink(invitation, body.delivery) };
  },
  "DELETE /api/console/invitations/{}": ({ id }) => removed(invitations, id),
  "GET /api/console/oidc": () => ({ body: provider }),
  "PUT /api/console/oidc": ({ body }) => {
    const { clientSecret, ...settings } = body;
    provider = { ...provider, ...settings, configured: true };
    if (clientSecret) provider.clientSecretHint = `…${clientSecret.slice(-4)}`;
    return { body: provider };
  },
  "DELETE /api/console/oidc": () => {
    if (!provider.configured) return problem(404, "Not found");
    provider = {
      ...provider,
      configured: false,
      enabled: false,
      issuer: "",
      clientId: "",
      clientSecretHint: null,
    };
    return { status: 204 };
  },
  "POST /api/console/oidc/test": () => ({
    body: { ok: true, error: null, authorizationEndpoint: provider.issuer, endSessionEndpoint: null },
  }),
};
