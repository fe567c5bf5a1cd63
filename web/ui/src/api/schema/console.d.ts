// Generated from docs/openapi/console.json by `npm run api`. Do not edit.

export interface paths {
  "/api/console/account": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The signed-in member's account. */
    get: operations["getAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/account/mfa": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How it stands with one's own two-factor sign-in. */
    get: operations["getMfa"];
    put?: never;
    /** Begins to turn two-factor sign-in on. It is on once a code is confirmed, within 15 minutes. */
    post: operations["beginMfa"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/account/mfa/confirm": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Turns two-factor sign-in on. Other sessions and access tokens end, this session goes on. */
    post: operations["confirmMfa"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/account/mfa/disable": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Turns two-factor sign-in off. Other sessions and access tokens end, this session goes on. */
    post: operations["disableMfa"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/account/mfa/recovery-codes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** New recovery codes in place of those that are left. */
    post: operations["renewRecoveryCodes"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/account/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets one's own password. Other sessions and access tokens end, this session goes on. */
    post: operations["setOwnPassword"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/address": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where others reach this appliance. */
    get: operations["getAddress"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/agents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Agents by name. */
    get: operations["listAgents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/agents/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One agent. */
    get: operations["getAgent"];
    put?: never;
    post?: never;
    /** Forgets an agent. Its alerts and crash logs stay; it appears again when it reports again. */
    delete: operations["removeAgent"];
    options?: never;
    head?: never;
    /** Changes an agent. */
    patch: operations["changeAgent"];
    trace?: never;
  };
  "/api/console/alerts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Exposure alerts, newest first. */
    get: operations["listAlerts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/alerts/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One exposure alert. */
    get: operations["getAlert"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/api-keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The API keys, oldest first. */
    get: operations["listApiKeys"];
    put?: never;
    /** Makes an API key. Its answer is the only place where the key itself is shown. */
    post: operations["addApiKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/api-keys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Deletes an API key. Whoever uses it is refused from then on. */
    delete: operations["removeApiKey"];
    options?: never;
    head?: never;
    /** Changes an API key. It is in force when the answer comes. */
    patch: operations["changeApiKey"];
    trace?: never;
  };
  "/api/console/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The audit log, newest first. */
    get: operations["listAudit"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/backup": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Answers one consistent file of everything that is committed now, while writes go on. Only for admins of the
     *     organization that runs the appliance. A file that was cut short does not end in its own checksum and is refused by
     *     `gatehouse restore`.
     */
    post: operations["backup"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/ca.pem": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The certificate of the local CA. Open to everybody: it is what a browser needs before it can trust the sign-in page. */
    get: operations["localCa"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/connectors": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The connectors that are loaded. */
    get: operations["listConnectors"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/corpus/import": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Imports rows of the breach corpus from CSV or lines of JSON: `email,breach,breach_date,source,data_classes,artifacts`.
     *     An address may be given as its SHA-256. Good rows are kept, bad ones named by their line.
     */
    post: operations["importCorpus"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/crash-logs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Crash logs, newest first. */
    get: operations["listCrashLogs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/crash-logs/{id}/link": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A link to a crash log, which counts as seen from now on. */
    post: operations["linkCrashLog"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/dashboard/data": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The data of several types of widgets, all of one moment. Days, months and years are UTC's. */
    get: operations["getWidgets"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/dashboard/recount": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Counts everything again, in case the numbers are doubted. The widgets say so until it is done. */
    post: operations["recountFigures"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/dashboard/widgets/{type}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The data of one type of widget. Days, months and years are UTC's. */
    get: operations["getWidget"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/employees": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Employees by family name. */
    get: operations["listEmployees"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/employees/import": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Imports employees from CSV, `email,first_name,last_name,department,location` in any order with more columns kept as
     *     attributes, or from LDIF (RFC 2849). Good rows are kept, bad ones named by their line.
     */
    post: operations["importEmployees"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/invitation/accept": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes whoever holds the link a member. They sign in afterwards. */
    post: operations["acceptInvitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/invitation/look": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What an invitation's link offers. Asking uses nothing up. */
    post: operations["lookAtInvitation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/invitations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The invitations that wait or have expired, oldest first. */
    get: operations["listInvitations"];
    put?: never;
    /** Invites somebody. The link is good for seven days and once. */
    post: operations["invite"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/invitations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes an invitation back: its link is no longer good. */
    delete: operations["revokeInvitation"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/invitations/{id}/resend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes a new link for an invitation, good for seven days; the one before ends. */
    post: operations["inviteAgain"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Jobs, newest first. */
    get: operations["listJobs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/jobs/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One job with its live progress. */
    get: operations["getJob"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/jobs/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Stops a job: a queued one at once, a running one at its next step. */
    post: operations["cancelJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/mail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The mail server. */
    get: operations["getMail"];
    /** Sets the mail server. */
    put: operations["setMail"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/mail/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a test mail, now, also while mail is switched off. */
    post: operations["testMail"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/members": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The members, oldest first. */
    get: operations["listMembers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/members/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a member. Their sessions and access tokens end; what they did stays in the audit log. */
    delete: operations["removeMember"];
    options?: never;
    head?: never;
    /** Changes a member. Their sessions and access tokens end. */
    patch: operations["changeMember"];
    trace?: never;
  };
  "/api/console/members/{id}/unlink": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Forgets which account of the identity provider is a member's: for when theirs was made anew. Their sessions end; the next
     *     account with their address is taken for theirs.
     */
    post: operations["unlinkMember"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/metrics-token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether there is a token for metrics. Only for admins of the organization that runs the appliance. */
    get: operations["getMetricsToken"];
    put?: never;
    /** Makes a token for metrics in place of the one before. Only for admins of the organization that runs the appliance. */
    post: operations["makeMetricsToken"];
    /** Closes the metrics. Only for admins of the organization that runs the appliance. */
    delete: operations["removeMetricsToken"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/oidc": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Single sign-on as it is set up. */
    get: operations["getOidc"];
    /** Sets single sign-on up. */
    put: operations["setOidc"];
    post?: never;
    /** Takes the provider away. Members and sessions stay. */
    delete: operations["removeOidc"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/oidc/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks the provider that is set up what it says of itself. Whether it knows our id and secret shows at the first sign-in. */
    post: operations["testOidc"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/organization": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The organization's settings. */
    get: operations["getOrganization"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Changes the organization's settings. */
    patch: operations["changeOrganization"];
    trace?: never;
  };
  "/api/console/process-alerts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Process alerts, newest first. */
    get: operations["listProcessAlerts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/process-alerts/dismiss": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Puts alerts aside: all of them, or none when an id is unknown. Every member may. */
    post: operations["dismissProcessAlerts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/process-alerts/restore": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes dismissed alerts back: all of them, or none when an id is unknown. Every member may. */
    post: operations["restoreProcessAlerts"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/process-alerts/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One process alert. */
    get: operations["getProcessAlert"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/process-alerts/{id}/file-link": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A link to the alert's quarantined file. 404 while it has not arrived. */
    post: operations["linkProcessFile"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/process-groups": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Groups of process alerts; the one that was reported last comes first. */
    get: operations["listProcessGroups"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/reset": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sets a new password. The token is good for 30 minutes and once; sessions and access tokens end, two-factor sign-in
     *     stays on.
     */
    post: operations["completeReset"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/retention": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How long what is done with is kept. With `dryRun=true` also what would go now. */
    get: operations["getRetention"];
    /**
     * Sets how long what is done with is kept. With `dryRun=true` nothing is stored, and the answer says what would go. What is
     *     open, the exposure register and its audit entries, and people are never removed.
     */
    put: operations["setRetention"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/search": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Searches. A query that does not parse answers 400 with `field` `q` and the `position` where it stops making sense. */
    get: operations["search"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/sms": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The SMS gateway. */
    get: operations["getSms"];
    /** Sets the SMS gateway. */
    put: operations["setSms"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/sms/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a test message, now, also while text messages are switched off. */
    post: operations["testSms"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The numbers that the console opens with. */
    get: operations["summary"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Counters, gauges and histograms of the whole appliance, in Prometheus' text format 0.0.4. It names no person, no
     *     organization and no address. 60 requests a minute, counted before the token.
     */
    get: operations["metrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description Who is signed in, and how their account stands. */
    Account: {
      /** Format: date-time */
      created: string;
      email: string;
      /** @description Whether they have a password; one who signs in at their identity provider need not. */
      hasPassword: boolean;
      id: string;
      /** @description Whether signing in with the password asks for a code. */
      mfaEnabled: boolean;
      name: string;
      organizationId: string;
      organizationName: string;
      /** @description Recovery codes that are left. */
      recoveryCodesLeft: number;
      role: components["schemas"]["MemberRole"];
    };
    /** @description Where others reach this appliance. */
    Address: {
      /**
       * @description Scheme, host and port, without a slash at the end: the public URL where one is configured, else what this request was
       *     sent to. Addresses to enter at an identity provider, a SIEM or an agent begin with it.
       */
      address: string;
    };
    /** @description An agent. What it has not told yet is null. */
    Agent: {
      agentVersion?: string | null;
      /** @description How its alerts are worded; null for the usual words. */
      alertNotificationMessageTemplate?: string | null;
      alertNotificationType?: components["schemas"]["NotificationPreference"] | null;
      /** @description Whether it only tells and never acts. */
      alertOnly: boolean;
      driverEnabled: boolean;
      hostname: string;
      /** @description What it sends as its `uuid`: a text, not always a UUID. */
      id: string;
      /** Format: date-time */
      lastPoll?: string | null;
      /**
       * Format: date-time
       * @description The last poll or alert, whichever came later.
       */
      lastSeen?: string | null;
      name: string;
      /** Format: int64 */
      openAlerts: number;
      osPlatform?: string | null;
      osType?: string | null;
      osVersionDetail?: string | null;
      osVersionNumber?: string | null;
      /**
       * Format: int32
       * @description Seconds between two polls.
       */
      pollingInterval: number;
      /** @description Whether it confirmed its uninstalling. */
      uninstalled: boolean;
      /** Format: int64 */
      unseenCrashLogs: number;
      /** Format: int64 */
      unseenSuspiciousProcesses: number;
      /** Format: int32 */
      version: number;
    };
    /** @description What is to change; what is left out stays. */
    AgentChange: {
      /** @description How its alerts are worded, with `{hostname}`, `{process_name}`, …; empty for the usual words. */
      alertNotificationMessageTemplate?: string | null;
      alertNotificationType?: components["schemas"]["NotificationPreference"] | null;
      alertOnly?: boolean | null;
      driverEnabled?: boolean | null;
      name?: string | null;
      /**
       * Format: int32
       * @description Seconds between two polls.
       */
      pollingInterval?: number | null;
      /**
       * Format: int32
       * @description The version that the change was made from; with another nothing is changed.
       */
      version?: number | null;
    };
    /** @description Somebody was exposed. */
    Alert: {
      /** @description What a stealer log took: PASSWORD, COOKIE, TOKEN, AUTOFILL. */
      artifacts: string[];
      /** @description The breach's name. */
      breach: string;
      /**
       * Format: date-time
       * @description When it happened; 1970-01-01 when nobody knows.
       */
      breachDate: string;
      confidence: components["schemas"]["Confidence"];
      /** @description Normalized data classes: `password`, `email`, …. */
      dataTypes: string[];
      department: string;
      email: string;
      employeeId: string;
      employeeName: string;
      id: string;
      /** @description One sentence for people. */
      message: string;
      /** @description The provider that told first. */
      provider: string;
      severity: components["schemas"]["Severity"];
      /** @description HIBP, MANUAL, DARK_WEB or STEALER_LOG. */
      source: string;
      status: components["schemas"]["AlertStatus"];
      /** Format: date-time */
      statusChangedAt?: string | null;
      statusChangedBy?: string | null;
      /**
       * Format: date-time
       * @description When it was found.
       */
      timestamp: string;
    };
    /** @description An alert in a widget's list. */
    AlertLine: {
      /** @description The breach's name. */
      breach: string;
      /** @description Empty when nobody knows. */
      department: string;
      /** @description Whom it concerns. */
      employeeId: string;
      employeeName: string;
      /** @description The alert. */
      id: string;
      severity: components["schemas"]["Severity"];
      status: components["schemas"]["AlertStatus"];
      /**
       * Format: date-time
       * @description When it was found.
       */
      timestamp: string;
    };
    /**
     * @description Where an alert stands.
     * @enum {string}
     */
    AlertStatus: "OPEN" | "ACKNOWLEDGED" | "RESOLVED";
    /** @description Alerts by status, each by severity. */
    AlertStatusBreakdown: {
      acknowledged: components["schemas"]["SeverityCounts"];
      open: components["schemas"]["SeverityCounts"];
      resolved: components["schemas"]["SeverityCounts"];
    };
    /** @description How fast alerts come, and how fast they are dealt with. */
    AlertVelocity: {
      /** @description Days, oldest first. */
      days: components["schemas"]["VelocityDay"][];
      /**
       * Format: double
       * @description Alerts found a day, on average over these days.
       */
      foundPerDay: number;
      /**
       * Format: double
       * @description Hours from found to resolved, on average over the alerts resolved in these days; null when there are none.
       */
      meanHoursToResolve?: number | null;
      /**
       * Format: double
       * @description Alerts resolved a day, on average over these days.
       */
      resolvedPerDay: number;
      /**
       * Format: int64
       * @description Alerts that are not resolved.
       */
      unresolved: number;
    };
    /** @description Alerts by department. */
    AlertsByDepartment: {
      /** @description Most alerts first. */
      departments: components["schemas"]["DepartmentAlerts"][];
      /** @description How many departments there are; at most 2000 are looked at. */
      total: number;
    };
    /** @description Alerts found, month by month. */
    AlertsByMonth: {
      /** @description Months, oldest first, also those in which nothing was found. */
      months: components["schemas"]["MonthOfAlerts"][];
    };
    /** @description The newest alerts. */
    AlertsFeed: {
      /** @description Alerts of any status, newest first. */
      alerts: components["schemas"]["AlertLine"][];
    };
    /** @description An API key. */
    ApiKey: {
      /** Format: date-time */
      created: string;
      /** @description Whether it opens anything. */
      enabled: boolean;
      /** @description As much of the key as may be shown: `gh_…a1B2`. */
      hint: string;
      id: string;
      /** @description The key itself: in the answer that makes it and never again. */
      key?: string | null;
      label: string;
      /**
       * Format: date-time
       * @description When it was last used, to within five minutes.
       */
      lastUsed?: string | null;
      permission: components["schemas"]["KeyPermission"];
      /**
       * Format: int64
       * @description Raised by each change.
       */
      version: number;
    };
    /** @description What changes of an API key; what is left out stays. */
    ApiKeyPatch: {
      enabled?: boolean | null;
      label?: string | null;
      permission?: components["schemas"]["KeyPermission"] | null;
      /**
       * Format: int64
       * @description The version that was seen; another one answers 409. Left out, it changes whatever there is.
       */
      version?: number | null;
    };
    /** @description What somebody did. */
    AuditEntry: {
      /** @description `session.created`, `alert.status_changed`, …. */
      action: string;
      /** @description A member's address, or what part of the appliance was at work. */
      actor: string;
      /** @description The network address that it came from. */
      address?: string | null;
      /** @description More, for people. */
      detail: string;
      id: string;
      /**
       * @description The request that it was a part of, as its answer's `X-Request-Id` and the log name it; null for what no request
       *     asked for.
       */
      requestId?: string | null;
      /** @description What it was done to: an id or a name. */
      target: string;
      /** Format: date-time */
      time: string;
    };
    /** @description A breach in a widget's list. */
    BreachLine: {
      /**
       * Format: int64
       * @description How many people were found in it.
       */
      affected: number;
      /**
       * Format: date
       * @description When it happened; null when nobody knows.
       */
      date?: string | null;
      id: string;
      name: string;
      /** @description Where it was first read of: HIBP, DARK_WEB, STEALER_LOG or MANUAL. */
      source: string;
    };
    /** @description What came from a source. */
    BreachSource: {
      /** @description Alerts that were told from there. */
      alerts: components["schemas"]["StatusCounts"];
      /**
       * Format: int64
       * @description Breaches that were first read of there.
       */
      breaches: number;
      /** @description HIBP, DARK_WEB, STEALER_LOG or MANUAL. */
      source: string;
    };
    /** @description Breaches by where they were first read of. */
    BreachSourceDonut: {
      /** @description Sources with breaches, most first. */
      sources: components["schemas"]["SourceShare"][];
      /**
       * Format: int64
       * @description All breaches.
       */
      total: number;
    };
    /** @description Breaches and alerts by where they were read of. */
    BreachSources: {
      /** @description Every source, always in the same order. */
      sources: components["schemas"]["BreachSource"][];
    };
    /** @description When the breaches happened. */
    BreachTimeline: {
      /** @description The breaches that happened last, newest first. */
      newest: components["schemas"]["BreachLine"][];
      /** @description Years with breaches, oldest first; those of unknown date at the front. */
      years: components["schemas"]["YearOfBreaches"][];
    };
    /** @description People by the number of breaches in which they were found. */
    ByBreaches: {
      /**
       * Format: int64
       * @description In four or five.
       */
      fourToFive: number;
      /**
       * Format: int64
       * @description In more than five.
       */
      more: number;
      /**
       * Format: int64
       * @description In none.
       */
      none: number;
      /**
       * Format: int64
       * @description In one.
       */
      one: number;
      /**
       * Format: int64
       * @description In two or three.
       */
      twoToThree: number;
    };
    /** @description Counts by severity. */
    BySeverity: {
      /** Format: int64 */
      CRITICAL: number;
      /** Format: int64 */
      HIGH: number;
      /** Format: int64 */
      LOW: number;
      /** Format: int64 */
      MEDIUM: number;
    };
    /** @description Counts by status. */
    ByStatus: {
      /** Format: int64 */
      ACKNOWLEDGED: number;
      /** Format: int64 */
      OPEN: number;
      /** Format: int64 */
      RESOLVED: number;
    };
    /** @description How many alerts changed. */
    Changed: {
      changed: number;
    };
    /**
     * @description How sure a provider is.
     * @enum {string}
     */
    Confidence: "HIGH" | "MEDIUM" | "LOW";
    /** @description A loaded connector. */
    Connector: {
      /** @description What it can do beyond its kind's base. */
      capabilities: string[];
      confidence?: components["schemas"]["Tier"] | null;
      displayName: string;
      /** @description Hosts that it asks for. */
      hosts: string[];
      id: string;
      kind: components["schemas"]["Kind"];
      /** @description JSON Schema of its settings; secret ones carry `writeOnly`. */
      settingsSchema: Record<string, never>;
      /** @description `ready`: only loaded connectors are listed. */
      status: string;
      version: string;
    };
    Connectors: {
      items: components["schemas"]["Connector"][];
    };
    /** @description A count that was queued. */
    CountStarted: {
      /** @description Read its progress at /api/console/jobs/{jobId}. */
      jobId: string;
    };
    /** @description A crash log. */
    CrashLog: {
      /** Format: date-time */
      addedOn: string;
      /** @description The agent's id as it sends it. */
      agentId: string;
      fileName: string;
      /**
       * Format: int64
       * @description Bytes.
       */
      fileSize: number;
      id: string;
      /** @description Whether somebody fetched it. */
      seen: boolean;
    };
    /** @description The newest open alerts of severity CRITICAL. */
    CriticalAlerts: {
      /** @description Newest first. */
      alerts: components["schemas"]["AlertLine"][];
      /**
       * Format: int64
       * @description How many there are in all.
       */
      total: number;
    };
    /** @description The kinds of data that were lost most often. */
    DataTypeBreakdown: {
      /** @description Most alerts first. */
      dataTypes: components["schemas"]["LostData"][];
      /** @description How many kinds there are; at most 2000 are looked at. */
      total: number;
    };
    /** @description Alerts by category of personal data. */
    DataTypeRadar: {
      /** @description Every category, always in the same order. */
      categories: components["schemas"]["LostCategory"][];
    };
    /** @description Alerts found on a day. */
    DayOfAlerts: {
      /**
       * Format: date
       * @description The day.
       */
      date: string;
      /** @description Alerts found that day, by severity. */
      found: components["schemas"]["SeverityCounts"];
    };
    /**
     * @description How an invitation's link gets to whom it is for.
     * @enum {string}
     */
    Delivery: "mail" | "link";
    /** @description Alerts of a department's people. */
    DepartmentAlerts: {
      alerts: components["schemas"]["StatusCounts"];
      /** @description Its name; empty for people of whom no department is known. */
      department: string;
    };
    /** @description How a department stands. */
    DepartmentAtRisk: {
      /**
       * Format: double
       * @description The mean risk of its people, 0 to 100; those of whom nothing was found count as 0.
       */
      averageRisk: number;
      /** @description Its name; empty for people of whom no department is known. */
      department: string;
      /**
       * Format: int64
       * @description People who were found in a breach.
       */
      exposed: number;
      /**
       * Format: int64
       * @description Alerts of its people that are open.
       */
      openAlerts: number;
      /**
       * Format: int64
       * @description People, those who left included.
       */
      people: number;
    };
    /** @description Who has a second factor in a department, of those who work there. */
    DepartmentMfa: {
      /**
       * Format: int64
       * @description People who work there.
       */
      active: number;
      /** @description Its name; empty for people of whom no department is known. */
      department: string;
      /**
       * Format: int64
       * @description Who have none.
       */
      missing: number;
      /**
       * Format: int64
       * @description Who have a second factor.
       */
      registered: number;
      /**
       * Format: int64
       * @description Of whom no directory tells.
       */
      unknown: number;
    };
    /** @description The departments at the greatest risk. */
    DepartmentRisk: {
      /** @description Highest mean risk first. */
      departments: components["schemas"]["DepartmentAtRisk"][];
      /** @description How many departments there are; at most 2000 are looked at. */
      total: number;
    };
    /** @description Which alerts, and why. */
    Dismissal: {
      /** @description 1 to 1,000 ids. */
      ids: string[];
      reason?: string;
    };
    /** @description A person who works for the organization. */
    Employee: {
      /** @description Whether they still work here: only then are they looked up. */
      active: boolean;
      /** @description What else their source says of them. */
      attributes: {
        [key: string]: string;
      };
      /** @description In how many breaches they are. */
      breaches: number;
      department: string;
      /** @description The directory connection that lists them. */
      directoryId?: string | null;
      /** @description Empty for somebody whose address nobody knows. */
      email: string;
      firstName: string;
      id: string;
      /**
       * Format: date-time
       * @description When something was last found.
       */
      lastDetectedAt?: string | null;
      lastName: string;
      location: string;
      /** @description Whether a second factor is registered, where a directory tells. */
      mfa?: boolean | null;
      /** @description How many of their alerts are open. */
      openAlerts: number;
      /**
       * Format: int32
       * @description Risk score, 0 to 100.
       */
      risk: number;
    };
    /** @description How many people are exposed, and how much. */
    EmployeeExposure: {
      byBreaches: components["schemas"]["ByBreaches"];
      /** @description Exposed people by the level of their risk, as of today's look. */
      byRisk: components["schemas"]["SeverityCounts"];
      /**
       * Format: int64
       * @description People, those who left included.
       */
      employees: number;
      /**
       * Format: int64
       * @description People who were found in a breach.
       */
      exposed: number;
    };
    /** @description The envelope of every error of the exposure and console APIs. */
    Envelope: {
      /** @description What went wrong, in a few words; the same for the same cause. */
      error: string;
      /** @description The field that is wrong, as the request names it. */
      field?: string | null;
      /** @description More, for people. */
      message?: string | null;
      /** @description Where in the field: characters before the place that is wrong. Queries only. */
      position?: number | null;
    };
    /** @description How many matches there are by kind, severity, status and host, each as if its own filter were not set. */
    Facets: {
      host: {
        [key: string]: number;
      };
      kind: {
        [key: string]: number;
      };
      severity: {
        [key: string]: number;
      };
      status: {
        [key: string]: number;
      };
    };
    /** @description A signed address, good for five minutes, for whoever holds it. */
    FileLink: {
      url: string;
    };
    /** @description One match. */
    Hit: {
      /** @description More of it, by kind. */
      fields: {
        [key: string]: unknown;
      };
      /** @description Matches in the snippet as `[start, end]` in UTF-16 units. */
      highlights: number[][];
      id: string;
      /** @description `exposure_alert`, `employee`, `audit`. */
      kind: string;
      severity?: string | null;
      /** @description A piece of the text around the first matches. */
      snippet: string;
      status?: string | null;
      /** Format: date-time */
      time: string;
      /** @description One line for people. */
      title: string;
    };
    /** @description What an import came to. */
    ImportReport: {
      /**
       * Format: int64
       * @description Rows that were new.
       */
      added: number;
      /**
       * Format: int64
       * @description Rows that changed something.
       */
      changed: number;
      /** @description Rows that were left out: the first thousand. */
      rejected: components["schemas"]["RejectedLine"][];
      /**
       * Format: int64
       * @description How many rows were left out.
       */
      rejectedTotal: number;
      /**
       * Format: int64
       * @description Rows that were known.
       */
      unchanged: number;
    };
    /** @description An invitation. */
    Invitation: {
      /** Format: date-time */
      created: string;
      email: string;
      /** @description Whether that time has passed. */
      expired: boolean;
      /**
       * Format: date-time
       * @description Until when its newest link is good.
       */
      expires: string;
      id: string;
      /** @description Who invited. */
      invitedBy: string;
      /** @description The link: in the answer that makes it, when it does not go by mail, and never again. */
      link?: string | null;
      /** @description Whether the newest link went by mail. */
      mailed: boolean;
      role: components["schemas"]["MemberRole"];
    };
    /** @description Somebody accepts, with a password of their own. */
    InvitationAccepted: {
      /** @description What they are called; the address's local part when left out. */
      name?: string;
      /**
       * Format: password
       * @description 12 to 128 characters, and in no list of breached passwords.
       */
      password: string;
      /** @description From the link. */
      token: string;
    };
    /** @description Whom to invite. */
    InvitationAsked: {
      delivery?: components["schemas"]["Delivery"];
      email: string;
      role: components["schemas"]["MemberRole"];
    };
    /** @description What a link offers. */
    InvitationOffered: {
      email: string;
      /** Format: date-time */
      expires: string;
      /** @description Who invited. */
      invitedBy: string;
      /** @description Id of the organization: for signing in at its provider. */
      organizationId: string;
      organizationName: string;
      /** @description Whether a password may be chosen. */
      passwords: boolean;
      role: components["schemas"]["MemberRole"];
      /** @description What single sign-on is called there; null without it. Whoever signs in so with the invited address is a member. */
      singleSignOn?: string | null;
    };
    /** @description Whoever holds a link. */
    InvitationToken: {
      /** @description From the link. */
      token: string;
    };
    /** @description A piece of work that runs by itself. */
    Job: {
      /**
       * Format: int32
       * @description How often it was started.
       */
      attempts: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      dueAt: string;
      /** @description Why it failed, or failed last time. */
      error?: string | null;
      /** Format: date-time */
      finishedAt?: string | null;
      id: string;
      /** @description What it does: `breach-scan`, …. */
      kind: string;
      progress: components["schemas"]["Progress"];
      /** @description The request that asked for it, as the log names it; null for what is done on a schedule. */
      requestId?: string | null;
      /** @description What came of it; its shape depends on the kind. */
      result: Record<string, never> | null;
      /** Format: date-time */
      startedAt?: string | null;
      state: components["schemas"]["JobState"];
    };
    /**
     * @description Where a job stands.
     * @enum {string}
     */
    JobState: "queued" | "running" | "succeeded" | "failed" | "cancelled";
    /**
     * @description What an API key may do: `read`, or `full` to write what agents write as well.
     * @enum {string}
     */
    KeyPermission: "full" | "read";
    /**
     * @description What a connector is.
     * @enum {string}
     */
    Kind: "breach-provider" | "directory" | "notifier";
    /** @description A category of personal data. */
    LostCategory: {
      /** @description Alerts that tell of data of it, each counted once. */
      alerts: components["schemas"]["StatusCounts"];
      /** @description `credentials`, `financial`, …, as in the exposure register. */
      category: string;
      /** @description What people call it. */
      label: string;
    };
    /** @description A kind of data that was lost. */
    LostData: {
      /** @description Alerts that tell of it. */
      alerts: components["schemas"]["StatusCounts"];
      /** @description The normalized data class: `password`, `email`, …. */
      dataType: string;
    };
    /** @description The mail server, without its password. */
    Mail: {
      /** @description False when mail was never set up; the rest is then the default. */
      configured: boolean;
      /** @description Whether mail is sent at all. */
      enabled: boolean;
      /** @description The sender's address. */
      from: string;
      /** @description Whether a password is kept. It is never shown. */
      hasPassword: boolean;
      host: string;
      /**
       * Format: date-time
       * @description When the server last took a mail, to the minute.
       */
      lastDeliveredAt?: string | null;
      /** @description Why it last did not; null once it took one. */
      lastError?: string | null;
      /** Format: int32 */
      port: number;
      security: components["schemas"]["MailSecurity"];
      /** @description Who signs in; empty for nobody. */
      username: string;
    };
    /**
     * @description How the connection is secured.
     * @enum {string}
     */
    MailSecurity: "starttls" | "tls" | "none";
    /** @description What changes of a member; what is left out stays. */
    MemberPatch: {
      /** @description Whether they may sign in. */
      active?: boolean | null;
      role?: components["schemas"]["MemberRole"] | null;
    };
    /**
     * @description What a member may do.
     * @enum {string}
     */
    MemberRole: "ADMIN" | "VIEWER";
    /** @description The token for metrics, as far as it is shown. */
    MetricsToken: {
      /**
       * Format: date-time
       * @description When it was made; null while there is none and metrics are closed.
       */
      createdAt?: string | null;
    };
    /** @description Who has a second factor, of those who work here. Only directories tell. */
    MfaCoverage: {
      /**
       * Format: int64
       * @description People who work here.
       */
      active: number;
      /** @description Departments, those in which most have none first. */
      departments: components["schemas"]["DepartmentMfa"][];
      /**
       * Format: int64
       * @description Who have none.
       */
      missing: number;
      /**
       * Format: int64
       * @description Who have a second factor.
       */
      registered: number;
      /**
       * Format: int64
       * @description Of whom no directory tells.
       */
      unknown: number;
    };
    /** @description What an authenticator app needs. */
    MfaEnrolment: {
      /** @description The address as a QR code: the text of an SVG. */
      qr: string;
      /** @description To be typed in where there is no camera: base 32. */
      secret: string;
      /** @description The same as an `otpauth:` address. */
      uri: string;
    };
    /** @description What turning it off takes. */
    MfaOff: {
      /** @description Of the app, or a recovery code. */
      code: string;
      /** Format: password */
      password: string;
    };
    /** @description Alerts found in a month. */
    MonthOfAlerts: {
      /** @description Alerts found in it, by severity. */
      found: components["schemas"]["SeverityCounts"];
      /** @description `2026-06`. */
      month: string;
      /**
       * Format: int64
       * @description Alerts that were resolved in it, and still are.
       */
      resolved: number;
    };
    /** @description An API key to make. */
    NewApiKey: {
      enabled?: boolean;
      /** @description What it is for, 1 to 100 characters. */
      label: string;
      permission?: components["schemas"]["KeyPermission"];
    };
    /** @description A mail server to be used. */
    NewMail: {
      enabled?: boolean;
      /** @description The sender's address. */
      from: string;
      /** @description Name or address of the server. */
      host: string;
      /** @description Left out: the one that is there stays, as long as server, security and user name do. Empty: it is removed. */
      password?: string | null;
      /**
       * Format: int32
       * @description Usually 587 for `starttls`, 465 for `tls`, 25 for `none`.
       */
      port: number;
      security: components["schemas"]["MailSecurity"];
      /** @description Who signs in; empty for nobody. */
      username?: string;
    };
    /** @description A token that was just made. */
    NewMetricsToken: {
      /** @description What a monitoring system sends as Bearer to `/metrics`. It is not shown again. */
      token: string;
    };
    /** @description A provider to be used. */
    NewOidc: {
      /** @description Up to 20. */
      adminValues?: string[];
      clientId: string;
      /**
       * Format: password
       * @description Left out: the one that is there stays, as long as issuer and client id do. Empty: it is removed.
       */
      clientSecret?: string | null;
      /** @description Left out: they stay. Others than those that are there are the operator's to set. */
      emailDomains?: string[] | null;
      enabled?: boolean;
      /** @description `https://…`, exactly as the provider names itself. */
      issuer: string;
      join?: boolean;
      /** @description Up to 60 characters. */
      label?: string;
      passwords?: boolean;
      /** @description Nested ones as `a.b`. */
      roleClaim?: string;
      /** @description Scopes to ask for beside `openid`, `email` and `profile`; up to 20. */
      scopes?: string[];
    };
    /** @description A gateway to be used. */
    NewSms: {
      /** @description An https address; plain http to a loopback or private one. */
      baseUrl: string;
      /** @description With `{to}` and `{text}`. */
      body: string;
      /**
       * @description `application/json`, `application/x-www-form-urlencoded`, `application/xml`, `text/xml` or `text/plain`: it says
       *     how number and text are escaped.
       */
      contentType?: string;
      enabled?: boolean;
      /** @description Lines `Name: value`. Left out: those that are there stay, as long as the gateway does. Empty: they are removed. */
      headers?: string | null;
      /** @description `POST` or `PUT`. */
      method?: string;
    };
    /**
     * @description How an organization is told of new alerts, or one agent's.
     * @enum {string}
     */
    NotificationPreference: "none" | "email" | "sms" | "email_and_sms";
    /** @description Single sign-on, without its secret. */
    Oidc: {
      /** @description Its values that mean ADMIN. */
      adminValues: string[];
      clientId: string;
      /** @description `…` and the last characters of the secret; null without one. The secret itself is never shown. */
      clientSecretHint?: string | null;
      /** @description False when no provider was set up; what concerns it is then empty. */
      configured: boolean;
      /** @description Addresses in these domains lead to this provider. */
      emailDomains: string[];
      /** @description Whether it is offered. */
      enabled: boolean;
      /** @description The provider, exactly as it names itself. */
      issuer: string;
      /** @description Whether unknown people of the e-mail domains become members, as VIEWER, when they first sign in. */
      join: boolean;
      /** @description What the sign-in page calls it. */
      label: string;
      /** @description Whether you may change them: the organization that runs the appliance may. */
      maySetDomains: boolean;
      /** @description Whether members who are no admins may still use their passwords. */
      passwords: boolean;
      /** @description The address to enter there for after signing out. */
      postLogoutRedirectUri: string;
      /** @description The address to enter at the provider as redirect URI. */
      redirectUri: string;
      /** @description The claim that says who is an admin; empty when roles are given here. */
      roleClaim: string;
      /** @description Scopes that are asked for beside `openid`, `email` and `profile`. */
      scopes: string[];
    };
    /** @description What the provider says of itself. */
    OidcTested: {
      /** @description Where people are sent to sign in. */
      authorizationEndpoint?: string | null;
      /** @description Where they are sent to sign out; null when the provider has no such place. */
      endSessionEndpoint?: string | null;
      /** @description Why not; null when it does. */
      error?: string | null;
      /** @description Whether the provider answers as it should. */
      ok: boolean;
    };
    /** @description A code of the authenticator app, or a recovery code. */
    OneTimeCode: {
      code: string;
    };
    Organization: {
      id: string;
      name: string;
    };
    /** @description A member. */
    OrganizationMember: {
      /** @description Whether they may sign in. */
      active: boolean;
      /** Format: date-time */
      created: string;
      email: string;
      /** @description Whether they have a password. */
      hasPassword: boolean;
      id: string;
      /** Format: date-time */
      lastSignIn?: string | null;
      /** @description Whether they signed in at the identity provider: its account is known to be theirs. */
      linked: boolean;
      /** @description Whether signing in with the password asks for a code. */
      mfaEnabled: boolean;
      name: string;
      role: components["schemas"]["MemberRole"];
    };
    /** @description What changes; what is left out stays. */
    OrganizationPatch: {
      contactEmail?: string | null;
      contactPhone?: string | null;
      /** @description Id of an MSSP, or null for none; the operator's to change. */
      managedBy?: string | null;
      name?: string | null;
      notificationPreferences?: components["schemas"]["NotificationPreference"] | null;
      organizationType?: components["schemas"]["OrganizationType"] | null;
      timeZone?: string | null;
      /**
       * Format: password
       * @description 6 to 128 characters; empty takes it away.
       */
      uninstallPassword?: string | null;
      /**
       * Format: int64
       * @description The version that was seen; another one answers 409. Left out, it changes whatever there is.
       */
      version?: number | null;
    };
    /** @description An organization's settings. */
    OrganizationSettings: {
      /** @description Who is told of endpoint alerts by mail; empty for nobody. */
      contactEmail: string;
      /** @description Who is told by text message; empty for nobody. */
      contactPhone: string;
      /** @description Whether a password for uninstalling agents is set; the password itself is never shown. */
      hasUninstallPassword: boolean;
      id: string;
      /** @description Id of the MSSP that may act for it. */
      managedBy?: string | null;
      name: string;
      notificationPreferences: components["schemas"]["NotificationPreference"];
      organizationType: components["schemas"]["OrganizationType"];
      /** @description IANA name. */
      timeZone: string;
      /**
       * Format: int64
       * @description Raised by each change.
       */
      version: number;
    };
    /**
     * @description What an organization is.
     * @enum {string}
     */
    OrganizationType: "client" | "mssp";
    /** @description A new password for oneself. */
    OwnPassword: {
      /**
       * Format: password
       * @description 12 to 128 characters, and in no list of breached passwords.
       */
      newPassword: string;
      /** Format: password */
      oldPassword: string;
    };
    /** @description A part of a list. */
    Page_Agent: {
      /** @description The items. */
      items: {
        agentVersion?: string | null;
        /** @description How its alerts are worded; null for the usual words. */
        alertNotificationMessageTemplate?: string | null;
        alertNotificationType?: components["schemas"]["NotificationPreference"] | null;
        /** @description Whether it only tells and never acts. */
        alertOnly: boolean;
        driverEnabled: boolean;
        hostname: string;
        /** @description What it sends as its `uuid`: a text, not always a UUID. */
        id: string;
        /** Format: date-time */
        lastPoll?: string | null;
        /**
         * Format: date-time
         * @description The last poll or alert, whichever came later.
         */
        lastSeen?: string | null;
        name: string;
        /** Format: int64 */
        openAlerts: number;
        osPlatform?: string | null;
        osType?: string | null;
        osVersionDetail?: string | null;
        osVersionNumber?: string | null;
        /**
         * Format: int32
         * @description Seconds between two polls.
         */
        pollingInterval: number;
        /** @description Whether it confirmed its uninstalling. */
        uninstalled: boolean;
        /** Format: int64 */
        unseenCrashLogs: number;
        /** Format: int64 */
        unseenSuspiciousProcesses: number;
        /** Format: int32 */
        version: number;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_Alert: {
      /** @description The items. */
      items: {
        /** @description What a stealer log took: PASSWORD, COOKIE, TOKEN, AUTOFILL. */
        artifacts: string[];
        /** @description The breach's name. */
        breach: string;
        /**
         * Format: date-time
         * @description When it happened; 1970-01-01 when nobody knows.
         */
        breachDate: string;
        confidence: components["schemas"]["Confidence"];
        /** @description Normalized data classes: `password`, `email`, …. */
        dataTypes: string[];
        department: string;
        email: string;
        employeeId: string;
        employeeName: string;
        id: string;
        /** @description One sentence for people. */
        message: string;
        /** @description The provider that told first. */
        provider: string;
        severity: components["schemas"]["Severity"];
        /** @description HIBP, MANUAL, DARK_WEB or STEALER_LOG. */
        source: string;
        status: components["schemas"]["AlertStatus"];
        /** Format: date-time */
        statusChangedAt?: string | null;
        statusChangedBy?: string | null;
        /**
         * Format: date-time
         * @description When it was found.
         */
        timestamp: string;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_AuditEntry: {
      /** @description The items. */
      items: {
        /** @description `session.created`, `alert.status_changed`, …. */
        action: string;
        /** @description A member's address, or what part of the appliance was at work. */
        actor: string;
        /** @description The network address that it came from. */
        address?: string | null;
        /** @description More, for people. */
        detail: string;
        id: string;
        /**
         * @description The request that it was a part of, as its answer's `X-Request-Id` and the log name it; null for what no request
         *     asked for.
         */
        requestId?: string | null;
        /** @description What it was done to: an id or a name. */
        target: string;
        /** Format: date-time */
        time: string;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_CrashLog: {
      /** @description The items. */
      items: {
        /** Format: date-time */
        addedOn: string;
        /** @description The agent's id as it sends it. */
        agentId: string;
        fileName: string;
        /**
         * Format: int64
         * @description Bytes.
         */
        fileSize: number;
        id: string;
        /** @description Whether somebody fetched it. */
        seen: boolean;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_Employee: {
      /** @description The items. */
      items: {
        /** @description Whether they still work here: only then are they looked up. */
        active: boolean;
        /** @description What else their source says of them. */
        attributes: {
          [key: string]: string;
        };
        /** @description In how many breaches they are. */
        breaches: number;
        department: string;
        /** @description The directory connection that lists them. */
        directoryId?: string | null;
        /** @description Empty for somebody whose address nobody knows. */
        email: string;
        firstName: string;
        id: string;
        /**
         * Format: date-time
         * @description When something was last found.
         */
        lastDetectedAt?: string | null;
        lastName: string;
        location: string;
        /** @description Whether a second factor is registered, where a directory tells. */
        mfa?: boolean | null;
        /** @description How many of their alerts are open. */
        openAlerts: number;
        /**
         * Format: int32
         * @description Risk score, 0 to 100.
         */
        risk: number;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_Job: {
      /** @description The items. */
      items: {
        /**
         * Format: int32
         * @description How often it was started.
         */
        attempts: number;
        /** Format: date-time */
        createdAt: string;
        /** Format: date-time */
        dueAt: string;
        /** @description Why it failed, or failed last time. */
        error?: string | null;
        /** Format: date-time */
        finishedAt?: string | null;
        id: string;
        /** @description What it does: `breach-scan`, …. */
        kind: string;
        progress: components["schemas"]["Progress"];
        /** @description The request that asked for it, as the log names it; null for what is done on a schedule. */
        requestId?: string | null;
        /** @description What came of it; its shape depends on the kind. */
        result: Record<string, never> | null;
        /** Format: date-time */
        startedAt?: string | null;
        state: components["schemas"]["JobState"];
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_ProcessAlert: {
      /** @description The items. */
      items: {
        /** @description `blocked`, `terminated`, `quarantined`, `alerted`, `allowed`, or another word of the agent's. */
        actionTaken?: string | null;
        /** @description The agent's id as it sends it. */
        agentId: string;
        agentVersion?: string | null;
        /**
         * Format: date-time
         * @description When it happened.
         */
        alertTime: string;
        dismissalReason?: string | null;
        dismissed: boolean;
        /** Format: date-time */
        dismissedAt?: string | null;
        dismissedBy?: string | null;
        /** @description What the agent sent beyond the published fields. */
        extra?: {
          [key: string]: unknown;
        } | null;
        filePath?: string | null;
        /** Format: int64 */
        fileSize?: number | null;
        /** @description Whether the quarantined file arrived and can be fetched. */
        hasFile: boolean;
        hostname: string;
        id: string;
        ipAddress?: string | null;
        macAddress?: string | null;
        md5?: string | null;
        /** Format: int32 */
        parentPid?: number | null;
        parentProcessName?: string | null;
        parentProcessPath?: string | null;
        /** Format: int32 */
        pid?: number | null;
        processMd5?: string | null;
        processName: string;
        processPath?: string | null;
        processSha1?: string | null;
        processSha256?: string | null;
        quarantineFileName?: string | null;
        /**
         * Format: date-time
         * @description When it was reported.
         */
        receivedAt: string;
        severity: components["schemas"]["Severity"];
        sha1?: string | null;
        sha256?: string | null;
        /** Format: int32 */
        version: number;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description A part of a list. */
    Page_ProcessGroup: {
      /** @description The items. */
      items: {
        /** @description The ten newest. */
        alertIds: string[];
        /** Format: int64 */
        count: number;
        /** Format: date-time */
        firstAlertTime: string;
        hostname: string;
        /** Format: date-time */
        lastAlertTime: string;
        newest: components["schemas"]["ProcessAlert"];
        processName: string;
      }[];
      /** @description How many were asked for. */
      limit: number;
      /** @description How many came before. */
      offset: number;
      /** @description How many there are in all. */
      total: number;
    };
    /** @description What seals the key inside a backup. */
    Passphrase: {
      /** @description At least 12 characters. Without it the secrets in the backup are lost. */
      passphrase: string;
    };
    /** @description A new password, and the right to set it. */
    PasswordReset: {
      /**
       * Format: password
       * @description 12 to 128 characters, and in no list of breached passwords.
       */
      password: string;
      /** @description From the link in the mail. */
      token: string;
    };
    /** @description Somebody at risk. */
    PersonAtRisk: {
      /** @description Whether they still work here. */
      active: boolean;
      /**
       * Format: int32
       * @description In how many breaches they are.
       */
      breaches: number;
      /** @description Empty when nobody knows. */
      department: string;
      /** @description Empty for somebody whose address nobody knows. */
      email: string;
      /** @description The person. */
      id: string;
      /**
       * Format: date-time
       * @description When something was last found.
       */
      lastDetectedAt: string;
      level: components["schemas"]["Severity"];
      name: string;
      /**
       * Format: int32
       * @description How many of their alerts are open.
       */
      openAlerts: number;
      /**
       * Format: int32
       * @description 0 to 100.
       */
      risk: number;
    };
    /** @description A process that an agent found suspicious. What the agent did not send is null. */
    ProcessAlert: {
      /** @description `blocked`, `terminated`, `quarantined`, `alerted`, `allowed`, or another word of the agent's. */
      actionTaken?: string | null;
      /** @description The agent's id as it sends it. */
      agentId: string;
      agentVersion?: string | null;
      /**
       * Format: date-time
       * @description When it happened.
       */
      alertTime: string;
      dismissalReason?: string | null;
      dismissed: boolean;
      /** Format: date-time */
      dismissedAt?: string | null;
      dismissedBy?: string | null;
      /** @description What the agent sent beyond the published fields. */
      extra?: {
        [key: string]: unknown;
      } | null;
      filePath?: string | null;
      /** Format: int64 */
      fileSize?: number | null;
      /** @description Whether the quarantined file arrived and can be fetched. */
      hasFile: boolean;
      hostname: string;
      id: string;
      ipAddress?: string | null;
      macAddress?: string | null;
      md5?: string | null;
      /** Format: int32 */
      parentPid?: number | null;
      parentProcessName?: string | null;
      parentProcessPath?: string | null;
      /** Format: int32 */
      pid?: number | null;
      processMd5?: string | null;
      processName: string;
      processPath?: string | null;
      processSha1?: string | null;
      processSha256?: string | null;
      quarantineFileName?: string | null;
      /**
       * Format: date-time
       * @description When it was reported.
       */
      receivedAt: string;
      severity: components["schemas"]["Severity"];
      sha1?: string | null;
      sha256?: string | null;
      /** Format: int32 */
      version: number;
    };
    /** @description Alerts of one process on one machine. */
    ProcessGroup: {
      /** @description The ten newest. */
      alertIds: string[];
      /** Format: int64 */
      count: number;
      /** Format: date-time */
      firstAlertTime: string;
      hostname: string;
      /** Format: date-time */
      lastAlertTime: string;
      newest: components["schemas"]["ProcessAlert"];
      processName: string;
    };
    /** @description How far a job has come. */
    Progress: {
      /**
       * Format: int64
       * @description Steps done.
       */
      done: number;
      /** @description What is going on, for people. */
      note: string;
      /**
       * Format: int64
       * @description Steps in all; 0 while unknown.
       */
      total: number;
    };
    /** @description A breach provider. */
    Provider: {
      /** @description Whether a scan would ask it. */
      configured: boolean;
      /** @description `HIBP`, `LOCAL`, …. */
      id: string;
      name: string;
      /** @description Whether it takes a key. */
      needsKey: boolean;
    };
    /** @description Recovery codes. Each signs in once in place of the app. */
    RecoveryCodes: {
      /** @description Shown now and never again. */
      recoveryCodes: string[];
    };
    /** @description A row that was left out. */
    RejectedLine: {
      /**
       * Format: int64
       * @description Its line in the file, from 1, header included.
       */
      line: number;
      reason: string;
    };
    /** @description How the new link goes. */
    Resend: {
      delivery?: components["schemas"]["Delivery"];
    };
    /** @description Which alerts. */
    Restoring: {
      /** @description 1 to 1,000 ids. */
      ids: string[];
    };
    /** @description For how many days each kind is kept; null for ever. */
    Retention: {
      /**
       * Format: int32
       * @description Audit entries, but for the register's: they are never removed.
       */
      auditDays?: number | null;
      /**
       * Format: int32
       * @description Process alerts after they were dismissed.
       */
      dismissedProcessAlertsDays?: number | null;
      /**
       * Format: int32
       * @description Crash logs and quarantined programs after they came.
       */
      filesDays?: number | null;
      /**
       * Format: int32
       * @description Finished jobs and given up messages. The newest five hundred jobs are kept at most in any case.
       */
      jobsDays?: number | null;
      lastRemoved?: components["schemas"]["RetentionCounts"] | null;
      /**
       * Format: date-time
       * @description When the last one ended.
       */
      lastRunAt?: string | null;
      /**
       * Format: date-time
       * @description When the next job lets go of what is over; null when everything is kept for ever.
       */
      nextRunAt?: string | null;
      /**
       * Format: int32
       * @description Exposure alerts after they were resolved.
       */
      resolvedAlertsDays?: number | null;
      wouldRemove?: components["schemas"]["RetentionCounts"] | null;
    };
    /** @description What is to change; what is left out stays, null keeps for ever. */
    RetentionChange: {
      /**
       * Format: int32
       * @description 90 to 3650.
       */
      auditDays?: number | null;
      /**
       * Format: int32
       * @description 30 to 3650.
       */
      dismissedProcessAlertsDays?: number | null;
      /**
       * Format: int32
       * @description 7 to 3650.
       */
      filesDays?: number | null;
      /**
       * Format: int32
       * @description 7 to 3650.
       */
      jobsDays?: number | null;
      /**
       * Format: int32
       * @description 30 to 3650.
       */
      resolvedAlertsDays?: number | null;
    };
    /** @description How many of each kind. */
    RetentionCounts: {
      /** Format: int64 */
      auditEntries: number;
      /** Format: int64 */
      dismissedProcessAlerts: number;
      /**
       * Format: int64
       * @description Crash logs and quarantined programs.
       */
      files: number;
      /**
       * Format: int64
       * @description Finished jobs, and messages that were given up.
       */
      jobs: number;
      /** Format: int64 */
      resolvedAlerts: number;
    };
    /** @description A score with what it means. */
    Risk: {
      level: components["schemas"]["Severity"];
      /**
       * Format: int32
       * @description 0 to 100.
       */
      score: number;
    };
    /** @description The company's risk, and what it is made of. */
    RiskGauge: {
      /**
       * Format: double
       * @description What the share of exposed people adds, 0 to 40.
       */
      exposedPart: number;
      level: components["schemas"]["Severity"];
      /**
       * Format: double
       * @description What open alerts add by their severity, 0 to 40.
       */
      openPart: number;
      /**
       * Format: double
       * @description What open alerts of the last 30 days add, 0 to 20.
       */
      recentPart: number;
      /**
       * Format: int32
       * @description 0 to 100: the three parts, rounded.
       */
      score: number;
    };
    SearchAnswer: {
      /** @description False while the index is being built: there may be more than was found. */
      complete: boolean;
      facets: components["schemas"]["Facets"];
      hits: components["schemas"]["Hit"][];
      /**
       * Format: int64
       * @description All matches.
       */
      total: number;
    };
    /** @description How it stands with two-factor sign-in. */
    SecondFactor: {
      /** @description Whether signing in asks for a code. */
      enabled: boolean;
      recoveryCodesLeft: number;
    };
    /**
     * @description How grave something is.
     * @enum {string}
     */
    Severity: "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";
    /** @description Numbers by severity. */
    SeverityCounts: {
      /** Format: int64 */
      critical: number;
      /** Format: int64 */
      high: number;
      /** Format: int64 */
      low: number;
      /** Format: int64 */
      medium: number;
      /**
       * Format: int64
       * @description All of them.
       */
      total: number;
    };
    /** @description Open alerts by severity. */
    SeverityDonut: {
      open: components["schemas"]["SeverityCounts"];
    };
    /** @description The gateway, without its headers' values. */
    Sms: {
      baseUrl: string;
      /** @description With `{to}` and `{text}`. */
      body: string;
      /** @description False when text messages were never set up; the rest is then the default. */
      configured: boolean;
      contentType: string;
      /** @description Whether text messages are sent at all. */
      enabled: boolean;
      /** @description The names of the headers that are kept. Their values are never shown. */
      headerNames: string[];
      /**
       * Format: date-time
       * @description When the gateway last took one, to the minute.
       */
      lastDeliveredAt?: string | null;
      /** @description Why it last did not; null once it took one. */
      lastError?: string | null;
      /** @description `POST` or `PUT`. */
      method: string;
    };
    /** @description A source's part in all breaches. */
    SourceShare: {
      /**
       * Format: int64
       * @description Breaches that were first read of there.
       */
      breaches: number;
      /** @description HIBP, DARK_WEB, STEALER_LOG or MANUAL. */
      source: string;
    };
    /** @description The numbers that a dashboard opens with. */
    StatsRow: {
      /**
       * Format: int64
       * @description People who work here.
       */
      activeEmployees: number;
      /**
       * Format: int64
       * @description Breaches in which somebody was found.
       */
      breaches: number;
      /**
       * Format: int32
       * @description How many days `newAlerts` and `previousAlerts` cover.
       */
      days: number;
      /**
       * Format: int64
       * @description People, those who left included.
       */
      employees: number;
      /**
       * Format: int64
       * @description People who were found in a breach.
       */
      exposedEmployees: number;
      /**
       * Format: int64
       * @description Alerts found in the last `days` days, today included.
       */
      newAlerts: number;
      /**
       * Format: int64
       * @description Alerts that nobody has looked at yet.
       */
      openAlerts: number;
      /**
       * Format: int64
       * @description Those of severity CRITICAL.
       */
      openCriticalAlerts: number;
      /**
       * Format: int64
       * @description Alerts found in as many days before.
       */
      previousAlerts: number;
    };
    /** @description Numbers of alerts by status. */
    StatusCounts: {
      /** Format: int64 */
      acknowledged: number;
      /** Format: int64 */
      open: number;
      /** Format: int64 */
      resolved: number;
      /**
       * Format: int64
       * @description All of them.
       */
      total: number;
    };
    /** @description The numbers that the console opens with. */
    Summary: {
      /** @description Alerts by status. */
      alerts: components["schemas"]["ByStatus"];
      /**
       * Format: int64
       * @description Rows of the appliance's own breach corpus.
       */
      corpusRows: number;
      /**
       * Format: int64
       * @description People.
       */
      employees: number;
      /**
       * Format: int64
       * @description People who were found in a breach.
       */
      exposed: number;
      lastScan?: components["schemas"]["Job"] | null;
      /** @description What the one who runs the appliance should see to, in sentences. For admins. */
      notices: string[];
      /** @description Open alerts by severity. */
      open: components["schemas"]["BySeverity"];
      organization: components["schemas"]["Organization"];
      providers: components["schemas"]["Provider"][];
      risk: components["schemas"]["Risk"];
    };
    /** @description Whom a test goes to. */
    Test: {
      /** @description A mail address, or a phone number. */
      to: string;
    };
    /** @description Whether the test was taken. */
    Tested: {
      delivered: boolean;
      /** @description Why not; null when it was. */
      error?: string | null;
    };
    /**
     * @description How sure a provider's findings are.
     * @enum {string}
     */
    Tier: "LOW" | "MEDIUM" | "HIGH";
    /** @description The breaches that affect the most people. */
    TopBreaches: {
      /** @description Most people first. */
      breaches: components["schemas"]["BreachLine"][];
    };
    /** @description The people at the greatest risk. */
    TopRiskyEmployees: {
      /** @description Highest risk first. */
      employees: components["schemas"]["PersonAtRisk"][];
    };
    /** @description Alerts found, day by day. */
    TrendChart: {
      /** @description Days, oldest first, also those on which nothing was found. */
      days: components["schemas"]["DayOfAlerts"][];
      /**
       * Format: int64
       * @description Alerts found in as many days before.
       */
      previous: number;
      /**
       * Format: int64
       * @description Alerts found in these days.
       */
      total: number;
    };
    /** @description What came and what was done on a day. */
    VelocityDay: {
      /**
       * Format: date
       * @description The day.
       */
      date: string;
      /**
       * Format: int64
       * @description Alerts found that day.
       */
      found: number;
      /**
       * Format: int64
       * @description Alerts that were resolved that day, and still are.
       */
      resolved: number;
    };
    /** @description One widget's data. */
    WidgetAnswer: {
      /**
       * Format: date-time
       * @description When the numbers were so.
       */
      asOf: string;
      /** @description Whether everything is counted; false for some minutes after an upgrade, and while everything is counted again. */
      complete: boolean;
      data: components["schemas"]["WidgetData"];
    };
    /** @description A widget's data; `type` says which. */
    WidgetData:
      | (components["schemas"]["StatsRow"] & {
          /** @enum {string} */
          type: "stats-row";
        })
      | (components["schemas"]["TrendChart"] & {
          /** @enum {string} */
          type: "trend-chart";
        })
      | (components["schemas"]["DataTypeBreakdown"] & {
          /** @enum {string} */
          type: "data-type-breakdown";
        })
      | (components["schemas"]["BreachSources"] & {
          /** @enum {string} */
          type: "breach-sources";
        })
      | (components["schemas"]["SeverityDonut"] & {
          /** @enum {string} */
          type: "severity-donut";
        })
      | (components["schemas"]["DepartmentRisk"] & {
          /** @enum {string} */
          type: "department-risk";
        })
      | (components["schemas"]["AlertsFeed"] & {
          /** @enum {string} */
          type: "alerts-feed";
        })
      | (components["schemas"]["TopRiskyEmployees"] & {
          /** @enum {string} */
          type: "top-risky-employees";
        })
      | (components["schemas"]["RiskGauge"] & {
          /** @enum {string} */
          type: "risk-gauge";
        })
      | (components["schemas"]["AlertStatusBreakdown"] & {
          /** @enum {string} */
          type: "alert-status-breakdown";
        })
      | (components["schemas"]["EmployeeExposure"] & {
          /** @enum {string} */
          type: "employee-exposure";
        })
      | (components["schemas"]["AlertsByMonth"] & {
          /** @enum {string} */
          type: "alerts-by-month";
        })
      | (components["schemas"]["AlertVelocity"] & {
          /** @enum {string} */
          type: "alert-velocity";
        })
      | (components["schemas"]["CriticalAlerts"] & {
          /** @enum {string} */
          type: "critical-alerts";
        })
      | (components["schemas"]["AlertsByDepartment"] & {
          /** @enum {string} */
          type: "alerts-by-department";
        })
      | (components["schemas"]["BreachSourceDonut"] & {
          /** @enum {string} */
          type: "breach-source-donut";
        })
      | (components["schemas"]["BreachTimeline"] & {
          /** @enum {string} */
          type: "breach-timeline";
        })
      | (components["schemas"]["TopBreaches"] & {
          /** @enum {string} */
          type: "top-breaches";
        })
      | (components["schemas"]["DataTypeRadar"] & {
          /** @enum {string} */
          type: "data-type-radar";
        })
      | (components["schemas"]["MfaCoverage"] & {
          /** @enum {string} */
          type: "mfa-coverage";
        });
    /** @description The data of several widgets, all of one moment. */
    WidgetsAnswer: {
      /**
       * Format: date-time
       * @description When the numbers were so.
       */
      asOf: string;
      /** @description Whether everything is counted; false for some minutes after an upgrade, and while everything is counted again. */
      complete: boolean;
      /** @description Each widget's data, in the order asked. */
      widgets: components["schemas"]["WidgetData"][];
    };
    /** @description Breaches that happened in one year. */
    YearOfBreaches: {
      /**
       * Format: int64
       * @description People found in them, added up: somebody who is in two counts twice.
       */
      affected: number;
      /** Format: int64 */
      breaches: number;
      /**
       * Format: int32
       * @description Null for those of which nobody knows when.
       */
      year?: number | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getMfa: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SecondFactor"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  beginMfa: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MfaEnrolment"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description It is on already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  confirmMfa: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OneTimeCode"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description The code is wrong. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nothing was begun in the last 15 minutes. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  disableMfa: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MfaOff"];
      };
    };
    responses: {
      /** @description It is off. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Password or code is wrong. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  renewRecoveryCodes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OneTimeCode"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RecoveryCodes"];
        };
      };
      /** @description The code is wrong. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  setOwnPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OwnPassword"];
      };
    };
    responses: {
      /** @description The new password is set. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getAddress: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Address"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listAgents: {
    parameters: {
      query?: {
        /** @description Part of a name, host or id. */
        q?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_Agent"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getAgent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Agent"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  removeAgent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is forgotten. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  changeAgent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Reception"
         *     }
         */
        "application/json": components["schemas"]["AgentChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Agent"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listAlerts: {
    parameters: {
      query?: {
        /** @description Any of these, comma separated or repeated: OPEN, ACKNOWLEDGED, RESOLVED. */
        status?: string;
        /** @description Any of these, comma separated or repeated: CRITICAL, HIGH, MEDIUM, LOW. */
        severity?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_Alert"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getAlert: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Alert"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listApiKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"][];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  addApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "label": "Endpoint agents"
         *     }
         */
        "application/json": components["schemas"]["NewApiKey"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description There are 200 already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  removeApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  changeApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApiKeyPatch"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ApiKey"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description It was changed meanwhile. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** @description Only what was done to this: an alert's id, a member's address. */
        target?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_AuditEntry"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  backup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Passphrase"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/octet-stream": number[];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  localCa: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/x-pem-file": string;
        };
      };
      /** @description The certificate comes from somewhere else. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listConnectors: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Connectors"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  importCorpus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/x-ndjson": string;
        "text/csv": string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImportReport"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listCrashLogs: {
    parameters: {
      query?: {
        /** @description Only crash logs of this agent. */
        agent?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_CrashLog"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  linkCrashLog: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FileLink"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getWidgets: {
    parameters: {
      query: {
        /** @description Types of widgets, comma separated or repeated, each once: `risk-gauge,alerts-feed`. */
        widgets: string;
        /** @description How many days, today included, 1 to 365; 30 unless told. */
        days?: number;
        /** @description How many months, this one included, 1 to 36; 12 unless told. */
        months?: number;
        /** @description How many entries of a list, 1 to 50; 10 unless told. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WidgetsAnswer"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  recountFigures: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CountStarted"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description They are being counted already. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getWidget: {
    parameters: {
      query?: {
        /** @description How many days, today included, 1 to 365; 30 unless told. */
        days?: number;
        /** @description How many months, this one included, 1 to 36; 12 unless told. */
        months?: number;
        /** @description How many entries of a list, 1 to 50; 10 unless told. */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description A type of widget: `stats-row`, `risk-gauge`, …. */
        type: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WidgetAnswer"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description There is no such type of widget. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listEmployees: {
    parameters: {
      query?: {
        /** @description Part of a name, address, department or location. */
        q?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_Employee"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  importEmployees: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "text/csv": string;
        "text/ldif": string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImportReport"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  acceptInvitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InvitationAccepted"];
      };
    };
    responses: {
      /** @description They are a member; sign in with the password. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The link is not good any more, or the password breaks the rule. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The address is a member's meanwhile, or only single sign-on is used. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  lookAtInvitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InvitationToken"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InvitationOffered"];
        };
      };
      /** @description The link is not good any more. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listInvitations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"][];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  invite: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InvitationAsked"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description They are a member or invited already, or 200 invitations wait. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  revokeInvitation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is taken back. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  inviteAgain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Resend"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Invitation"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listJobs: {
    parameters: {
      query?: {
        /** @description Only jobs of this kind. */
        kind?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_Job"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  cancelJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It stops. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description It has already ended. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getMail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Mail"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  setMail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "from": "gatehouse@acme.example",
         *       "host": "mail.example",
         *       "password": "a password",
         *       "port": 587,
         *       "security": "starttls",
         *       "username": "gatehouse"
         *     }
         */
        "application/json": components["schemas"]["NewMail"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Mail"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  testMail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Test"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tested"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listMembers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OrganizationMember"][];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  removeMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description They are gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description It is the last admin. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  changeMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MemberPatch"];
      };
    };
    responses: {
      /** @description It is changed. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description It is the last admin. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  unlinkMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is forgotten. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description None was known. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getMetricsToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MetricsToken"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  makeMetricsToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewMetricsToken"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  removeMetricsToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description There is no token any more. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getOidc: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Oidc"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  setOidc: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewOidc"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Oidc"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A domain belongs to another organization, or no admin has a password to sign in with. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  removeOidc: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is gone. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description No admin has a password to sign in with. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  testOidc: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OidcTested"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OrganizationSettings"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  changeOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OrganizationPatch"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OrganizationSettings"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description It was changed meanwhile, or the name is taken. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listProcessAlerts: {
    parameters: {
      query?: {
        /** @description Only alerts of this agent. */
        agent?: string;
        /** @description Only dismissed ones, or only others. */
        dismissed?: boolean;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_ProcessAlert"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  dismissProcessAlerts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Dismissal"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Changed"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  restoreProcessAlerts: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Restoring"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Changed"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getProcessAlert: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ProcessAlert"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  linkProcessFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FileLink"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  listProcessGroups: {
    parameters: {
      query?: {
        /** @description Only dismissed ones, or only others. */
        dismissed?: boolean;
        /** @description Only this process. */
        process?: string;
        /** @description Only this machine. */
        host?: string;
        /** @description Only alerts of this agent. */
        agent?: string;
        /** @description How many items, 1 to 200; 50 unless told. */
        limit?: number;
        /** @description How many items come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Page_ProcessGroup"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  completeReset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PasswordReset"];
      };
    };
    responses: {
      /** @description The new password is set; sign in with it. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The token is not good any more, or the password breaks the rule. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Too many tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getRetention: {
    parameters: {
      query?: {
        /** @description Count what would go; change nothing. */
        dryRun?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Retention"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  setRetention: {
    parameters: {
      query?: {
        /** @description Count what would go; change nothing. */
        dryRun?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RetentionChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Retention"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  search: {
    parameters: {
      query?: {
        /** @description Words, "phrases", `field:value`, prefixes `svch*`, AND OR NOT; empty for everything. */
        q?: string;
        /** @description Only these kinds; a comma list means any of them. */
        kind?: string;
        /** @description Only these severities, as a comma list. */
        severity?: string;
        /** @description Only these states, as a comma list. */
        status?: string;
        /** @description Not before this time or date. */
        from?: string;
        /** @description Before this time or date. */
        to?: string;
        /** @description What comes first. */
        sort?: "newest" | "score";
        /** @description Whether the query is still being typed: its last word may go on, and what is open is taken as closed. */
        typing?: boolean;
        /** @description How many hits, 0 to 100; 20 unless told. */
        limit?: number;
        /** @description How many hits come before. */
        offset?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SearchAnswer"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  getSms: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Sms"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  setSms: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "baseUrl": "https://sms.example/messages",
         *       "body": "{\"to\": \"{to}\", \"text\": \"{text}\"}",
         *       "headers": "Authorization: Bearer key"
         *     }
         */
        "application/json": components["schemas"]["NewSms"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Sms"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  testSms: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Test"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tested"];
        };
      };
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Signed in, but no admin. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The body is of another media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  summary: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Summary"];
        };
      };
      /** @description Nobody is signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The appliance cannot take the request now; Retry-After says when to come back. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
  metrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      /** @description No token, or another one. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description More than 60 requests in a minute. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description A fault of the appliance; the message names the request in its log. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description No token was made yet. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
    };
  };
}
