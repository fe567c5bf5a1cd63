import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import type { MailSettings, Organization, SmsSettings } from "$api/types";
import Settings from "../src/pages/settings/Settings.svelte";
import { fakeApi } from "./fake-api";

const ORGANIZATION: Organization = {
  id: "o1",
  name: "Acme",
  contactEmail: "security@acme.example",
  contactPhone: "",
  notificationPreferences: "email",
  organizationType: "client",
  managedBy: null,
  timeZone: "Europe/Berlin",
  hasUninstallPassword: true,
  version: 5,
};
const MAIL: MailSettings = {
  configured: true,
  host: "smtp.acme.example",
  port: 587,
  security: "starttls",
  username: "gatehouse",
  hasPassword: true,
  from: "gatehouse@acme.example",
  enabled: true,
};
const SMS: SmsSettings = {
  configured: true,
  baseUrl: "https://sms.example/send",
  method: "POST",
  contentType: "application/json",
  body: '{"to":"{to}","text":"{text}"}',
  headerNames: ["Authorization"],
  enabled: true,
};
const PROVIDER = {
  configured: true,
  issuer: "https://login.example",
  clientId: "gatehouse",
  clientSecretHint: "…cdef",
  label: "Acme login",
  scopes: ["groups"],
  roleClaim: "groups",
  adminValues: ["security"],
  join: false,
  passwords: true,
  enabled: true,
  emailDomains: ["acme.example"],
  maySetDomains: true,
  redirectUri: "https://gate.example/api/auth/callback/oidc",
  postLogoutRedirectUri: "https://gate.example/login",
};

const RETENTION = {
  resolvedAlertsDays: 90,
  dismissedProcessAlertsDays: null,
  auditDays: null,
  jobsDays: null,
  filesDays: null,
  nextRunAt: "2099-01-01T03:30:00Z",
  lastRunAt: null,
  lastRemoved: null,
  wouldRemove: null,
};

function open(routes: Parameters<typeof fakeApi>[0] = {}) {
  const calls = fakeApi({
    "GET /api/console/organization": () => ({ body: ORGANIZATION }),
    "GET /api/console/mail": () => ({ body: MAIL }),
    "GET /api/console/sms": () => ({ body: SMS }),
    "GET /api/console/oidc": () => ({ body: PROVIDER }),
    "GET /api/console/summary": () => ({ body: {} }),
    "GET /api/console/retention": () => ({ body: RETENTION }),
    "GET /api/company": () => ({ body: { remediationEnabled: false, riskWeights: {} } }),
    ...routes,
  });
  render(Settings);
  return calls;
}

const card = async (name: string) => within(await screen.findByRole("region", { name }));

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the contact is saved with the version that was seen; a wrong phone is said at the field", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  open({
    "PATCH /api/console/organization": (_, body) => {
      sent = body;
      const message = "contact_phone: is no phone number";
      return { status: 400, body: { error: "Invalid", field: "contact_phone", message } };
    },
  });
  const form = await card("Organization");
  await user.type(await form.findByLabelText("Contact phone"), "none");
  await user.selectOptions(form.getByLabelText("Process alerts"), "By e-mail and text message");
  await user.click(form.getByRole("button", { name: "Save" }));
  expect(await form.findByRole("alert")).toHaveTextContent("Is no phone number.");
  expect(form.getByLabelText("Contact phone")).toHaveAttribute("aria-invalid", "true");
  expect(sent).toMatchObject({ contactPhone: "none", notificationPreferences: "email_and_sms", version: 5 });
});

test("the uninstall password is written and never shown", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  open({ "PATCH /api/console/organization": (_, body) => ((sent = body), { body: ORGANIZATION }) });
  const form = await card("Uninstall password");
  const field = await form.findByLabelText("New uninstall password");
  expect(field).toHaveValue("");
  await user.type(field, "a long enough secret");
  await user.click(form.getByRole("button", { name: "Set password" }));
  await waitFor(() => expect(field).toHaveValue(""));
  expect(sent).toEqual({ uninstallPassword: "a long enough secret", version: 5 });
});

test("a mail password that is not typed is not sent, so that the stored one stays", async () => {
  const user = userEvent.setup();
  const sent: object[] = [];
  open({ "PUT /api/console/mail": (_, body) => (sent.push(body as object), { body: MAIL }) });
  const form = await card("Mail server");
  await user.selectOptions(await form.findByLabelText("Encryption"), "TLS");
  await user.click(form.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  // the usual port came with the choice
  expect(sent[0]).toMatchObject({ security: "tls", port: 465, host: "smtp.acme.example" });
  expect(sent[0]).not.toHaveProperty("password");
  await user.type(await form.findByLabelText("Password"), "fresh");
  await user.click(form.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent[1]).toMatchObject({ password: "fresh" }));
});

test("a test mail's failure is shown word for word", async () => {
  const user = userEvent.setup();
  const error = "535 5.7.8 authentication failed";
  let sent: unknown;
  open({
    "POST /api/console/mail/test": (_, body) => ((sent = body), { body: { delivered: false, error } }),
  });
  const form = await card("Mail server");
  await user.type(await form.findByLabelText("Send a test to"), "ada@acme.example");
  await user.click(form.getByRole("button", { name: "Send test" }));
  expect(await form.findByRole("alert")).toHaveTextContent(error);
  expect(sent).toEqual({ to: "ada@acme.example" });
});

test("a test message that was taken says so, and headers stay sealed", async () => {
  const user = userEvent.setup();
  open({ "POST /api/console/sms/test": () => ({ body: { delivered: true, error: null } }) });
  const form = await card("SMS gateway");
  expect(await form.findByLabelText("Headers")).toHaveValue("");
  expect(form.getByText(/leave empty to keep them/)).toBeInTheDocument();
  await user.type(form.getByLabelText("Send a test to"), "+4930123456");
  await user.click(form.getByRole("button", { name: "Send test" }));
  expect(await form.findByText("Test message was taken for +4930123456.")).toBeInTheDocument();
});

test("a mail server that was never set up can be, and cannot be tested before", async () => {
  open({
    "GET /api/console/mail": () => ({ body: { ...MAIL, configured: false, host: "", enabled: false } }),
  });
  const form = await card("Mail server");
  expect(await form.findByLabelText("Server")).toHaveValue("");
  expect(form.getByRole("switch", { name: "Send mail" })).toBeChecked();
  expect(form.queryByRole("button", { name: "Send test" })).toBeNull();
});

test("retention says what would go before it is saved", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  open({
    "PUT /api/console/retention": (url, body) => {
      sent.push([url.searchParams.get("dryRun"), body]);
      const wouldRemove = {
        resolvedAlerts: 12,
        dismissedProcessAlerts: 0,
        auditEntries: 1,
        jobs: 0,
        files: 0,
      };
      return { body: { ...RETENTION, wouldRemove } };
    },
  });
  const retention = await card("Retention");
  const days = await retention.findByLabelText("Audit log, days");
  await user.type(days, "365");
  await user.click(retention.getByRole("button", { name: "Preview" }));
  await retention.findByText(/would remove: 12 resolved exposures, 1 audit entry/);
  await user.click(retention.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toHaveLength(2));
  const change = {
    resolvedAlertsDays: 90,
    dismissedProcessAlertsDays: null,
    filesDays: null,
    jobsDays: null,
    auditDays: 365,
  };
  expect(sent).toEqual([
    ["true", change],
    [null, change],
  ]);
});

test("single sign-on is saved with lists taken apart, and its secret only when it is typed", async () => {
  const user = userEvent.setup();
  let sent: Record<string, unknown> = {};
  open({
    "PUT /api/console/oidc": (_, body) => ((sent = body as typeof sent), { body: PROVIDER }),
  });
  const provider = await card("Single sign-on");
  expect(await provider.findByText("https://gate.example/api/auth/callback/oidc")).toBeInTheDocument();
  await user.type(provider.getByLabelText("Values that mean admin"), ", soc ,");
  await user.type(provider.getByLabelText("E-mail domains"), ", acme.test");
  await user.click(provider.getByRole("button", { name: "Save" }));
  await vi.waitFor(() => expect(sent).not.toEqual({}));
  expect(sent).toMatchObject({
    adminValues: ["security", "soc"],
    emailDomains: ["acme.example", "acme.test"],
  });
  expect(sent).toMatchObject({ scopes: ["groups"], label: "Acme login", join: false, passwords: true });
  expect(sent).not.toHaveProperty("clientSecret");
});

test("domains are the operator's to set, and a provider that does not do says why", async () => {
  const user = userEvent.setup();
  const calls = open({
    "GET /api/console/oidc": () => ({ body: { ...PROVIDER, maySetDomains: false } }),
    "POST /api/console/oidc/test": () => ({ body: { ok: false, error: "the provider does not answer" } }),
  });
  const provider = await card("Single sign-on");
  expect(await provider.findByLabelText("E-mail domains")).toBeDisabled();
  await user.click(provider.getByRole("button", { name: "Test the provider" }));
  await vi.waitFor(() => expect(calls).toContain("POST /api/console/oidc/test"));
});
