// Generated from docs/openapi/exposure.json by `npm run api`. Do not edit.

export interface paths {
  "/api/alerts/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Moves an alert's status. Every member may. */
    patch: operations["changeAlertStatus"];
    trace?: never;
  };
  "/api/alerts/{id}/remediate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Acts on the person that an alert is about, through the directory that lists them. Every attempt is in the audit log. */
    post: operations["remediateAlert"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/callback/credentials": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Signs in with address and password, and with a code where a second factor is on. A wrong password and an unknown
     *     address answer the same, in the same time.
     */
    post: operations["signInWithPassword"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/callback/oidc": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where the provider sends the browser back to. It goes on to the console with a session, or to /login with an `error`:
     *     `OAuthCallback` (what came back does not hold), `AccessDenied` (not a member, or the provider said no) or `TooManyTries`. The
     *     organization's audit log says more.
     */
    get: operations["comeBackFromProvider"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/csrf": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A token that shows that a form is ours. Also set as a cookie; both must come back. */
    get: operations["csrf"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/providers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The ways to sign in. */
    get: operations["signInProviders"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is signed in; `null` when nobody is. */
    get: operations["session"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/signin": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sends the browser to the sign-in page. */
    get: operations["signInPage"];
    put?: never;
    /** Chooses how to sign in: its page is /login. */
    post: operations["signIn"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/signin/credentials": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** As /api/auth/signin. */
    post: operations["signInCredentials"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/signin/oidc": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends the browser to the provider of one's organization (OpenID Connect's code flow with PKCE). */
    post: operations["signInAtProvider"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/signout": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sends the browser home: only a POST signs out. */
    get: operations["signOutPage"];
    put?: never;
    /** Ends the session. `url` leads to the identity provider where it was begun there and may be ended there. */
    post: operations["signOut"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/company": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The company's settings. */
    get: operations["getCompany"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Changes the company's settings: all that are given, or none when one is refused. */
    patch: operations["changeCompany"];
    trace?: never;
  };
  "/api/credentials": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The stored keys. */
    get: operations["listCredentials"];
    put?: never;
    /** Stores a provider's key, in place of the one before. */
    post: operations["storeCredential"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/credentials/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a key. */
    delete: operations["removeCredential"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/cron": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Starts every job that is due. The appliance does so by itself; this is for outside schedulers. */
    post: operations["cron"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/dashboard/config": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The member's dashboard; null until they saved one. */
    get: operations["getDashboard"];
    /** Saves the member's dashboard. */
    put: operations["saveDashboard"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/dashboard/presets": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The company's presets and the member's own. */
    get: operations["listPresets"];
    put?: never;
    /** Makes a preset. One for the company is for admins to make: anybody else gets "Admin only". */
    post: operations["addPreset"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/dashboard/presets/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** The same as PATCH. */
    put: operations["updatePreset"];
    post?: never;
    /** Removes a preset; dashboards that began from it stay. The company's are for admins to remove. */
    delete: operations["removePreset"];
    options?: never;
    head?: never;
    /** Changes a preset. The company's are for admins to change: anybody else gets "Admin only". */
    patch: operations["changePreset"];
    trace?: never;
  };
  "/api/dashboard/presets/{id}/activate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Puts a preset in place of the member's dashboard. */
    post: operations["activatePreset"];
    delete?: never;
    options?: never;
    head?: never;
    /** The same as POST. */
    patch: operations["activatePresetToo"];
    trace?: never;
  };
  "/api/directory": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The connections, oldest first. */
    get: operations["listDirectories"];
    put?: never;
    /** Makes a connection. Nothing is asked of the directory yet. */
    post: operations["addDirectory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/directory/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a connection. Its people stay, and belong to no directory any more. */
    delete: operations["removeDirectory"];
    options?: never;
    head?: never;
    /** Changes a connection. */
    patch: operations["changeDirectory"];
    trace?: never;
  };
  "/api/directory/{id}/sync": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Syncs now. A sync that stopped to ask goes through with `{"confirm": true}`. */
    post: operations["syncDirectory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/directory/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Asks the directory, with the stored settings, how many people it has. */
    post: operations["testDirectory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/directory/{id}/token": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes a new token for a SCIM connection. The one before it stays good for a while, so that the identity provider can be
     *     given the new one without a gap.
     */
    post: operations["renewDirectoryToken"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/employees/scan": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Looks every active employee up at every configured breach provider. One scan at a time; five a minute. */
    post: operations["scanEmployees"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the appliance works. Open to everybody. */
    get: operations["health"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/integrations/siem/{companyId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Alerts for a SIEM, oldest first, at most 1,000 a page. While there are more, `Link` names the next page (`rel="next"`).
     * @description Whoever goes on with `since` and the `timestamp` of the last alert misses none, and may see the last ones again; with
     *     `after` and its `id` none is repeated. 60 requests a minute, counted before the token.
     */
    get: operations["pullAlerts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/register": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The register, newest entry first. */
    get: operations["listRegister"];
    put?: never;
    /** Enters an incident; answers the whole register. */
    post: operations["addToRegister"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/register/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Moves an entry on. */
    patch: operations["changeRegisterEntry"];
    trace?: never;
  };
  "/api/register/{id}/evidence": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One entry as CSV, a row a fact: for whoever asks what was done. */
    get: operations["downloadRegisterEvidence"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reports/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The report as a file. CSV has every row and comes as it is written; PDF has charts and the rows that matter most, and
     *     says how many it leaves out.
     */
    get: operations["exportReport"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reports/schedules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The scheduled reports, oldest first. */
    get: operations["listReportSchedules"];
    put?: never;
    /** Schedules a report. It goes out by the organization's mail server, a file a section and form. */
    post: operations["addReportSchedule"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reports/schedules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes a scheduled report away. */
    delete: operations["removeReportSchedule"];
    options?: never;
    head?: never;
    /** Switches a scheduled report on or off, or changes what it holds and who gets it. */
    patch: operations["changeReportSchedule"];
    trace?: never;
  };
  "/api/reports/schedules/{id}/send": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a scheduled report now, also while it is switched off. */
    post: operations["sendReport"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/webhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The channels, oldest first. */
    get: operations["listChannels"];
    put?: never;
    /** Makes a channel. New alerts at or above its severity are told to it from now on. */
    post: operations["addChannel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/webhooks/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a channel. What still waits for it is not told. */
    delete: operations["removeChannel"];
    options?: never;
    head?: never;
    /** Switches a channel or moves its threshold. */
    patch: operations["changeChannel"];
    trace?: never;
  };
  "/api/webhooks/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sends a test event to the channel, now. */
    post: operations["testChannel"];
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
    /**
     * @description Where an alert stands.
     * @enum {string}
     */
    AlertStatus: "OPEN" | "ACKNOWLEDGED" | "RESOLVED";
    /** @description A form with nothing but its CSRF token. */
    AnyForm: {
      /** @description From `/api/auth/csrf`. */
      csrfToken?: string;
      json?: boolean;
    };
    /** @description A dashboard: at most 60 widgets. */
    Board: {
      layout: components["schemas"]["LayoutItem"][];
      widgets: components["schemas"]["WidgetInstance"][];
    };
    /** @description A channel. */
    Channel: {
      channel: components["schemas"]["ChannelKind"];
      enabled: boolean;
      id: string;
      label: string;
      /**
       * Format: date-time
       * @description When something last arrived, to the minute.
       */
      lastDeliveredAt?: string | null;
      /** @description Why the last delivery failed; null once one arrived. */
      lastError?: string | null;
      /** @description The mildest severity that is told. */
      minSeverity: components["schemas"]["Severity"];
      /** @description Signs a webhook's deliveries: shown in the answer that makes the channel and never again. */
      secret?: string | null;
      /** @description As much of the target as may be shown. */
      urlHint: string;
    };
    /** @description What is to change; what is left out stays. */
    ChannelChange: {
      enabled?: boolean | null;
      minSeverity?: components["schemas"]["Severity"] | null;
    };
    /**
     * @description How a channel tells.
     * @enum {string}
     */
    ChannelKind: "WEBHOOK" | "SLACK" | "TEAMS" | "EMAIL";
    /** @description A company's settings. */
    Company: {
      /** @description Whether sessions may be ended and passwords reset through directories. */
      remediationEnabled: boolean;
      riskWeights: components["schemas"]["RiskWeights"];
      /**
       * Format: int32
       * @description Minutes between scans; null for by hand only.
       */
      scanIntervalMinutes?: number | null;
      siemPush?: components["schemas"]["SiemPush"] | null;
      /** @description `...` and the last four characters of the SIEM's token; null while alerts cannot be pulled. */
      siemTokenHint?: string | null;
    };
    /** @description What is to change; what is left out stays. */
    CompanyChange: {
      remediationEnabled?: boolean | null;
      /**
       * @description `session`, `recency`, `criticalData`, `domainMatch`, `openAlerts`, `breaches`, each 0 to 1000; those left out stay.
       *     Null brings the defaults back.
       */
      riskWeights?: {
        [key: string]: number;
      } | null;
      /**
       * Format: int32
       * @description Null, or at least 5.
       */
      scanIntervalMinutes?: number | null;
      siemPush?: components["schemas"]["NewSiemPush"] | null;
      /** @description 16 to 256 characters without spaces, kept as a hash; null closes the export. */
      siemToken?: string | null;
    };
    /** @description A stored key. */
    Credential: {
      /** Format: date-time */
      createdAt: string;
      id: string;
      /** @description `****` and the key's last four characters. */
      keyHint: string;
      /** @description The provider's name for people. */
      label: string;
      /** @description What the provider had against the last scan. */
      lastError?: string | null;
      /** Format: date-time */
      lastUsedAt?: string | null;
      /** @description `HIBP`, …. */
      provider: string;
      /** @description `ACTIVE`. */
      status: string;
    };
    CsrfToken: {
      /** @description To be sent back as `csrfToken`, together with the cookie. */
      csrfToken: string;
    };
    CurrentSession: {
      /**
       * Format: date-time
       * @description When the session ends if nothing more is asked.
       */
      expires: string;
      user: components["schemas"]["User"];
    };
    /** @description Whether the test arrived. */
    Delivered: {
      /** @description False: the channel's `lastError` says why. */
      delivered: boolean;
    };
    /** @description A connection to a directory. */
    Directory: {
      /**
       * Format: int32
       * @description Minutes between syncs; null for by hand only.
       */
      autoSyncIntervalMinutes?: number | null;
      /** @description The settings that are no secret. */
      config: {
        [key: string]: string;
      };
      /** Format: date-time */
      createdAt: string;
      errorMessage?: string | null;
      id: string;
      lastSync?: components["schemas"]["SyncSummary"] | null;
      /** Format: date-time */
      lastSyncAt?: string | null;
      /**
       * Format: int64
       * @description How many active people it had then.
       */
      lastSyncCount?: number | null;
      /**
       * Format: int32
       * @description A sync that would mark a larger part of the active people as gone stops and asks, in percent.
       */
      maxLeaversPercent: number;
      name: string;
      scim?: components["schemas"]["ScimState"] | null;
      status: components["schemas"]["DirectoryStatus"];
      type: components["schemas"]["DirectoryType"];
    };
    /** @description What is to change; what is left out stays, secrets as well. */
    DirectoryChange: {
      /**
       * Format: int32
       * @description Null, or at least 15.
       */
      autoSyncIntervalMinutes?: number | null;
      config?: Record<string, never> | null;
      /**
       * Format: int32
       * @description 0 to 100; 100 never asks.
       */
      maxLeaversPercent?: number | null;
      name?: string | null;
      /**
       * Format: int32
       * @description SCIM connections only; 1 to 1,000,000.
       */
      requestsPerMinute?: number | null;
    };
    /**
     * @description How a connection stands.
     * @enum {string}
     */
    DirectoryStatus: "PENDING" | "ACTIVE" | "ERROR";
    /**
     * @description A kind of directory.
     * @enum {string}
     */
    DirectoryType: "AZURE_AD" | "GOOGLE_WORKSPACE" | "LDAP" | "AWS_DIRECTORY" | "OKTA" | "SCIM";
    /** @description It was done, and there is nothing more to say. */
    Done: {
      ok: boolean;
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
    /** @description What was started. */
    Fired: {
      alertsPushed: number;
      /** @description All jobs that were started. */
      jobsProcessed: number;
      /** @description Reports whose sending was begun; a schedule says when its last one had arrived everywhere. */
      reportsSent: number;
      scansStarted: number;
      syncsEnqueued: number;
    };
    /** @description Whether the appliance works. */
    Health: {
      /**
       * @description `unreadable` when a list of breached passwords was imported and cannot be used: new passwords are not held against
       *     it. The log says why.
       */
      breachedPasswords?: string | null;
      /** @description `up` or `down`: whether the store reads and writes. */
      db: string;
      /** @description `ok` or `error`. */
      status: string;
    };
    /** @description A job that was queued. */
    JobStarted: {
      /** @description Read its progress at /api/console/jobs/{jobId}. */
      jobId: string;
    };
    /** @description Where a widget lies on a grid of twelve columns. */
    LayoutItem: {
      /**
       * Format: int32
       * @description Rows high, at least 1.
       */
      h: number;
      /** @description The widget's `instanceId`. */
      i: string;
      /** Format: int32 */
      minH?: number | null;
      /** Format: int32 */
      minW?: number | null;
      /**
       * Format: int32
       * @description Columns wide, 1 to 12.
       */
      w: number;
      /**
       * Format: int32
       * @description Columns from the left, 0 to 11.
       */
      x: number;
      /**
       * Format: int32
       * @description Rows from the top.
       */
      y: number;
    };
    /** @description A channel to make. */
    NewChannel: {
      channel?: components["schemas"]["ChannelKind"];
      label: string;
      minSeverity?: components["schemas"]["Severity"];
      /**
       * @description More settings for the connector. `allow_http` set to `"true"` allows plain http to a loopback or private
       *     address.
       */
      settings?: {
        [key: string]: string;
      };
      /** @description An https address; a mail address for mail. */
      url: string;
    };
    /** @description A key to store. */
    NewCredential: {
      /** Format: password */
      key: string;
      /** @description `HIBP`, …. */
      provider: string;
      /** @description More settings of the provider's connector, by the names of its schema: a base URL, a pace. */
      settings?: {
        [key: string]: string;
      };
    };
    /** @description A connection to make. */
    NewDirectory: {
      config?: Record<string, never>;
      name: string;
      type: components["schemas"]["DirectoryType"];
    };
    /** @description A connection that was made. */
    NewDirectoryMade: components["schemas"]["Directory"] & {
      /** @description A SCIM connection's token; it is shown this once. */
      bearerToken?: string | null;
    };
    /** @description A preset to make. */
    NewPreset: {
      /** @description As on the member's dashboard unless told. */
      layout?: components["schemas"]["LayoutItem"][] | null;
      /** @description 1 to 100 characters. */
      name: string;
      scope?: components["schemas"]["PresetScope"];
      /** @description Those of the member's dashboard unless told. */
      widgets?: components["schemas"]["WidgetInstance"][] | null;
    };
    /** @description An incident to enter. */
    NewRegisterEntry: {
      /** Format: int32 */
      affectedCount?: number;
      /** @description What was lost: at most 50, in any provider's words. */
      dataTypes?: string[];
      /**
       * Format: date-time
       * @description When the company became aware of it, RFC 3339 or a date; now unless told.
       */
      detectedAt?: string | null;
      /** @description 1 to 200 characters in one line. */
      title: string;
    };
    /** @description A report to be sent again and again. */
    NewReportSchedule: {
      /** @description Both unless told. */
      formats?: components["schemas"]["ReportFormat"][];
      frequency: components["schemas"]["ReportFrequency"];
      /** @description 1 to 20 addresses. */
      recipients: string[];
      /** @description At least one; `all` stands for the others. */
      sections: components["schemas"]["ReportSection"][];
    };
    /** @description Where alerts are to be pushed to. */
    NewSiemPush: {
      format: components["schemas"]["SiemFormat"];
      /** @description `https://…`, or `syslog+tls://host[:port]` (port 6514 unless told); no user name, no password. */
      url: string;
    };
    /** @description Where to go next. */
    Next: {
      url: string;
    };
    /** @description Signing in at one's provider. Forms get redirects, JSON (and forms with `json=true`) get JSON. */
    OidcSignIn: {
      /** @description Path to go to afterwards, or an address of this host. */
      callbackUrl?: string | null;
      /** @description From `/api/auth/csrf`. */
      csrfToken?: string;
      /** @description One's address: its domain says whose provider is meant. Not needed while there is one organization. */
      email?: string | null;
      json?: boolean;
      /** @description Id of the organization whose provider is meant; comes before the address. */
      organization?: string | null;
    };
    /** @description A dashboard to begin from. */
    Preset: {
      /** Format: date-time */
      createdAt: string;
      id: string;
      layout: components["schemas"]["LayoutItem"][];
      name: string;
      scope: components["schemas"]["PresetScope"];
      /** Format: date-time */
      updatedAt: string;
      widgets: components["schemas"]["WidgetInstance"][];
    };
    /** @description What is to change; what is left out stays. */
    PresetChange: {
      layout?: components["schemas"]["LayoutItem"][] | null;
      name?: string | null;
      scope?: components["schemas"]["PresetScope"] | null;
      widgets?: components["schemas"]["WidgetInstance"][] | null;
    };
    /**
     * @description Who may begin from a preset.
     * @enum {string}
     */
    PresetScope: "PERSONAL" | "COMPANY";
    /** @description The presets that a member may begin from. */
    Presets: {
      /** @description The one that they last began from; null when there is none, or it was removed. */
      activePresetId?: string | null;
      /** @description The company's, then the member's own. */
      presets: components["schemas"]["Preset"][];
    };
    Provider: {
      callbackUrl: string;
      id: string;
      /** @description What a button may say. */
      name: string;
      signinUrl: string;
      type: string;
    };
    Providers: {
      /** @description Address and password. */
      credentials: components["schemas"]["Provider"];
      oidc?: components["schemas"]["Provider"] | null;
    };
    /** @description An alert as a SIEM gets it in JSON: what [`siem::Event`] writes, for the document. */
    PulledAlert: {
      breach: string;
      /** @description `HIGH`, `MEDIUM` or `LOW`. */
      confidence: string;
      /** @description The person's address; their name when they have none. */
      employee: string;
      id: string;
      /** @description One sentence for people. */
      message: string;
      /** @description `LOW` to `CRITICAL`. */
      severity: string;
      /** @description `OPEN`, `ACKNOWLEDGED` or `RESOLVED`. */
      status: string;
      /** Format: date-time */
      timestamp: string;
    };
    /** @description Why signing in did not work. */
    Refusal: {
      /**
       * @description `CredentialsSignin`, `CodeRequired` (the password is right, a code is missing), `MissingCSRF`; of single sign-on
       *     `OrganizationNotFound` (nobody's provider is meant) and `OAuthSignin` (the provider does not do).
       */
      error: string;
      url: string;
    };
    /** @description Somebody who was not taken over. */
    Refused: {
      /** @description The directory's own id. */
      externalId: string;
      reason: string;
    };
    /** @description What is to change; what is left out stays. */
    RegisterChange: {
      /** @description At most 5,000 characters; null takes it away. */
      assessment?: string | null;
      status?: components["schemas"]["RegisterStatus"] | null;
    };
    /** @description An incident with personal data. */
    RegisterEntry: {
      /**
       * Format: int32
       * @description How many people it affects.
       */
      affectedCount: number;
      /** @description What was found out. */
      assessment?: string | null;
      /** @description The same for people, in the same order. */
      categoryLabels: string[];
      /** @description GDPR categories of the data: `financial`, `credentials`, … */
      dataCategories: string[];
      /**
       * Format: date-time
       * @description 72 hours after `detectedAt` (GDPR Art. 33).
       */
      deadline: string;
      /**
       * Format: date-time
       * @description When the company became aware of it.
       */
      detectedAt: string;
      /**
       * Format: int64
       * @description Whole hours until then, rounded down; negative afterwards.
       */
      hoursRemaining: number;
      id: string;
      /**
       * Format: date-time
       * @description When the authority was told; null unless the status says so.
       */
      notifiedAt?: string | null;
      /** @description Whether the time is over and nobody has decided. */
      overdue: boolean;
      status: components["schemas"]["RegisterStatus"];
      title: string;
    };
    /**
     * @description How far a company is with an incident.
     * @enum {string}
     */
    RegisterStatus: "ASSESSING" | "NOTIFIED" | "NOT_REQUIRED";
    /**
     * @description What can be done about an alert.
     * @enum {string}
     */
    RemediationAction: "REVOKE_SESSIONS" | "FORCE_PASSWORD_RESET";
    /** @description What is to be done. */
    RemediationRequest: {
      action: components["schemas"]["RemediationAction"];
    };
    /** @description What came of an attempt. */
    RemediationResult: {
      /** @description What the directory did, or why it did not. */
      detail: string;
      status: components["schemas"]["RemediationStatus"];
    };
    /**
     * @description How an attempt ended.
     * @enum {string}
     */
    RemediationStatus: "SUCCESS" | "FAILED";
    /**
     * @description The form of a report.
     * @enum {string}
     */
    ReportFormat: "csv" | "pdf";
    /**
     * @description How often a report is sent.
     * @enum {string}
     */
    ReportFrequency: "WEEKLY" | "MONTHLY";
    /** @description The job that sends a report. */
    ReportJob: {
      jobId: string;
    };
    /** @description A report that is sent again and again. */
    ReportSchedule: {
      /** Format: date-time */
      createdAt: string;
      enabled: boolean;
      formats: components["schemas"]["ReportFormat"][];
      frequency: components["schemas"]["ReportFrequency"];
      id: string;
      /** @description Why the last delivery did not reach everybody; null once one did. */
      lastError?: string | null;
      /**
       * Format: date-time
       * @description When every recipient's mail was last taken by the mail server; moves only then.
       */
      lastSentAt?: string | null;
      /**
       * Format: date-time
       * @description When it is sent next; null while it is switched off.
       */
      nextRunAt?: string | null;
      recipients: string[];
      sections: components["schemas"]["ReportSection"][];
    };
    /** @description What is to change; what is left out stays. */
    ReportScheduleChange: {
      enabled?: boolean | null;
      formats?: components["schemas"]["ReportFormat"][] | null;
      frequency?: components["schemas"]["ReportFrequency"] | null;
      /** @description 1 to 20 addresses. */
      recipients?: string[] | null;
      sections?: components["schemas"]["ReportSection"][] | null;
    };
    /**
     * @description A part of a report.
     * @enum {string}
     */
    ReportSection: "all" | "exposure" | "employees" | "trends" | "compliance";
    /** @description How much each fact adds to a person's risk. */
    RiskWeights: {
      /** Format: double */
      breaches: number;
      /** Format: double */
      criticalData: number;
      /** Format: double */
      domainMatch: number;
      /** Format: double */
      openAlerts: number;
      /** Format: double */
      recency: number;
      /** Format: double */
      session: number;
    };
    /** @enum {string} */
    RoleView: "ADMIN" | "VIEWER";
    /** @description What a scan came to. */
    ScanResult: {
      /**
       * Format: int64
       * @description Alerts that were opened.
       */
      newAlerts: number;
      /**
       * Format: int64
       * @description Pairs of person and breach that were not known.
       */
      newRecords: number;
      /**
       * Format: int64
       * @description People who were looked up.
       */
      scanned: number;
    };
    /** @description What is shown of a SCIM connection's token. */
    ScimState: {
      /**
       * Format: date-time
       * @description Until when the token before it is good as well.
       */
      previousTokenUntil?: string | null;
      /**
       * Format: int32
       * @description How often an identity provider may call.
       */
      requestsPerMinute: number;
      /** Format: date-time */
      tokenCreatedAt: string;
      /** @description All but the last four characters left out. */
      tokenHint: string;
    };
    /**
     * @description How grave something is.
     * @enum {string}
     */
    Severity: "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";
    /**
     * @description How alerts are written down for a SIEM.
     * @enum {string}
     */
    SiemFormat: "cef" | "syslog" | "json";
    /** @description Where alerts are pushed to. */
    SiemPush: {
      format: components["schemas"]["SiemFormat"];
      /** @description Why the last attempt failed; null once one succeeded. */
      lastError?: string | null;
      /**
       * Format: date-time
       * @description When something last arrived there.
       */
      lastPushedAt?: string | null;
      /** @description As much of the address as may be shown. */
      urlHint: string;
    };
    /** @description Signing in. Forms get redirects, JSON (and forms with `json=true`) get JSON. */
    SignIn: {
      /** @description Path to go to afterwards, or an address of this host. */
      callbackUrl?: string | null;
      /** @description From `/api/auth/csrf`. */
      csrfToken?: string;
      email: string;
      json?: boolean;
      /** @description The second factor's code, or a recovery code: for those who turned that on. Counts once. */
      otp?: string | null;
      /** Format: password */
      password: string;
    };
    /** @description Where an alert is to stand. */
    StatusChange: {
      status: components["schemas"]["AlertStatus"];
    };
    /** @description Where an alert stands. */
    StatusChanged: {
      id: string;
      status: components["schemas"]["AlertStatus"];
    };
    /** @description What a sync may be asked with; no body at all is the same as an empty one. */
    SyncRequest: {
      /** @description People may be marked as gone however many they are. */
      confirm?: boolean;
    };
    /** @description A sync that was queued. */
    SyncStarted: {
      /** @description Read its progress at /api/console/jobs/{jobId}. */
      jobId: string;
      /** @description `queued`, or `running` when it began at once. */
      status: string;
    };
    /** @description What the last sync that went well came to. */
    SyncSummary: {
      /** Format: int64 */
      added: number;
      /** Format: int64 */
      changed: number;
      /** @description Whether only changes were asked for. */
      delta: boolean;
      /**
       * Format: int64
       * @description People who became inactive.
       */
      left: number;
      /** Format: int64 */
      listed: number;
      /** @description The first hundred of those who were not taken over. */
      refused: components["schemas"]["Refused"][];
      /** Format: int64 */
      refusedTotal: number;
      /** Format: int64 */
      unchanged: number;
    };
    /** @description Whether the directory lets us in. */
    Tested: {
      /** @description Why it does not. */
      error?: string | null;
      ok: boolean;
      /**
       * Format: int64
       * @description How many people it shows us.
       */
      userCount?: number | null;
    };
    /** @description A new token. */
    TokenMade: {
      /** @description It is shown this once. */
      bearerToken: string;
      /**
       * Format: date-time
       * @description Until when the token before it is good as well.
       */
      previousTokenUntil: string;
    };
    /** @description How a token is renewed; no body at all is the same as an empty one. */
    TokenRequest: {
      /**
       * Format: int64
       * @description Seconds for which the token before it is good as well: 0 to thirty days, a day unless it is given.
       */
      overlapSeconds?: number | null;
    };
    User: {
      /** @description The organization that the session works for. */
      companyId: string;
      email: string;
      id: string;
      name: string;
      role: components["schemas"]["RoleView"];
    };
    /** @description A widget of a dashboard. */
    WidgetInstance: {
      /** @description The widget's type, or the type and more after a sign: `risk-gauge`, `risk-gauge-2`. */
      instanceId: string;
      /** @description What stands over it, at most 100 characters. */
      title: string;
      visible: boolean;
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
  changeAlertStatus: {
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
        "application/json": components["schemas"]["StatusChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StatusChanged"];
        };
      };
      /** @description Invalid status */
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
  remediateAlert: {
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
        "application/json": components["schemas"]["RemediationRequest"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RemediationResult"];
        };
      };
      /** @description No such action, no employee, or no connection that can. */
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
      /** @description The directory refused or did not answer. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RemediationResult"];
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
  signInWithPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignIn"];
        "application/x-www-form-urlencoded": components["schemas"]["SignIn"];
      };
    };
    responses: {
      /** @description Signed in; the session is in the cookie. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Next"];
        };
      };
      /** @description The same for forms. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body or a parameter makes no sense. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description CredentialsSignin: wrong password, unknown address or wrong code. CodeRequired: the password is right; send it again with `otp`. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Refusal"];
        };
      };
      /** @description The CSRF token is missing or wrong. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Refusal"];
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
      /** @description Too many tries; Retry-After says when to come back. */
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
  comeBackFromProvider: {
    parameters: {
      query?: {
        /** @description To be redeemed. */
        code?: string;
        /** @description Ours, back again. */
        state?: string;
        /** @description The issuer, where the provider tells (RFC 9207). */
        iss?: string;
        /** @description Why there is no code. */
        error?: string;
        /** @description The same for people. */
        error_description?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To the path that was asked for, with a session; or to /login?error=…. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body or a parameter makes no sense. */
      400: {
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
  csrf: {
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
          "application/json": components["schemas"]["CsrfToken"];
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
  signInProviders: {
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
          "application/json": components["schemas"]["Providers"];
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
  session: {
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
          "application/json": components["schemas"]["CurrentSession"] | null;
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
  signInPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To /login. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AnyForm"];
        "application/x-www-form-urlencoded": components["schemas"]["AnyForm"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Next"];
        };
      };
      /** @description To /login, for forms. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body or a parameter makes no sense. */
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
  signInCredentials: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AnyForm"];
        "application/x-www-form-urlencoded": components["schemas"]["AnyForm"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Next"];
        };
      };
      /** @description To /login, for forms. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body or a parameter makes no sense. */
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
  signInAtProvider: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OidcSignIn"];
        "application/x-www-form-urlencoded": components["schemas"]["OidcSignIn"];
      };
    };
    responses: {
      /** @description Where the browser goes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Next"];
        };
      };
      /** @description The same for forms; to /login?error=… when it cannot. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body or a parameter makes no sense. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The CSRF token is missing or wrong. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Refusal"];
        };
      };
      /** @description OrganizationNotFound: no provider is known for that address. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Refusal"];
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
      /** @description Too many tries; Retry-After says when to come back. */
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
      /** @description OAuthSignin: the provider does not do; the audit log says why. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Refusal"];
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
  signOutPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To /. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AnyForm"];
        "application/x-www-form-urlencoded": components["schemas"]["AnyForm"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Next"];
        };
      };
      /** @description The same for forms. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The body or a parameter makes no sense. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description The CSRF token is missing or wrong. */
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
  getCompany: {
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
          "application/json": components["schemas"]["Company"];
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
  changeCompany: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CompanyChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Company"];
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
  listCredentials: {
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
          "application/json": components["schemas"]["Credential"][];
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
  storeCredential: {
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
         *       "key": "0123456789abcdef",
         *       "provider": "HIBP",
         *       "settings": {
         *         "calls_per_minute": "10"
         *       }
         *     }
         */
        "application/json": components["schemas"]["NewCredential"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Credential"];
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
  removeCredential: {
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
  cron: {
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
          "application/json": components["schemas"]["Fired"];
        };
      };
      /** @description Another secret, or none. */
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
      /** @description No secret is configured. */
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
  getDashboard: {
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
          "application/json": components["schemas"]["Board"] | null;
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
  saveDashboard: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Board"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Done"];
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
  listPresets: {
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
          "application/json": components["schemas"]["Presets"];
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
  addPreset: {
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
         *       "layout": [
         *         {
         *           "h": 4,
         *           "i": "a",
         *           "w": 6,
         *           "x": 0,
         *           "y": 0
         *         }
         *       ],
         *       "name": "Night shift",
         *       "scope": "PERSONAL",
         *       "widgets": [
         *         {
         *           "instanceId": "a",
         *           "title": "Open alerts",
         *           "visible": true
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["NewPreset"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Preset"];
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
      /** @description There are too many. */
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
  updatePreset: {
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
        "application/json": components["schemas"]["PresetChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Preset"];
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
  removePreset: {
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
          "application/json": components["schemas"]["Done"];
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
  changePreset: {
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
         *       "name": "Day shift"
         *     }
         */
        "application/json": components["schemas"]["PresetChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Preset"];
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
  activatePreset: {
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
          "application/json": components["schemas"]["Done"];
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
  activatePresetToo: {
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
          "application/json": components["schemas"]["Done"];
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
  listDirectories: {
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
          "application/json": components["schemas"]["Directory"][];
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
  addDirectory: {
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
         *       "config": {},
         *       "name": "Okta",
         *       "type": "SCIM"
         *     }
         */
        "application/json": components["schemas"]["NewDirectory"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewDirectoryMade"];
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
      /** @description There are fifty already. */
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
  removeDirectory: {
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
  changeDirectory: {
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
         *       "name": "Okta of the parent company"
         *     }
         */
        "application/json": components["schemas"]["DirectoryChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Directory"];
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
  syncDirectory: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["SyncRequest"] | null;
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SyncStarted"];
        };
      };
      /** @description A SCIM connection. */
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
      /** @description A sync of it is running. */
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
  testDirectory: {
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
          "application/json": components["schemas"]["Tested"];
        };
      };
      /** @description A SCIM connection. */
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
  renewDirectoryToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["TokenRequest"] | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TokenMade"];
        };
      };
      /** @description Not a SCIM connection. */
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
  scanEmployees: {
    parameters: {
      query?: {
        /** @description Whether the answer waits for the end of the scan. */
        wait?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The scan is done. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ScanResult"];
        };
      };
      /** @description With wait=false: the scan runs. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["JobStarted"];
        };
      };
      /** @description The body or a parameter makes no sense. */
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
      /** @description A scan is running. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      /** @description Five in this minute; Retry-After says when to come back. */
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
  health: {
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
          "application/json": components["schemas"]["Health"];
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
      /** @description The store does not work. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Health"];
        };
      };
    };
  };
  pullAlerts: {
    parameters: {
      query?: {
        /** @description `json`, `cef` or `syslog`; whatever else is JSON. */
        format?: string;
        /** @description Only alerts that were made then or later: RFC 3339, or a date. */
        since?: string;
        /**
         * @description Only alerts after the one with this id. The next page's address has it; the id of the last alert that was read does
         *     as well.
         */
        after?: string;
      };
      header?: never;
      path: {
        companyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description An array for JSON; lines of text for CEF and syslog. */
      200: {
        headers: {
          /** @description The next page, while there are more alerts. */
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PulledAlert"][];
          "text/plain": string;
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
      /** @description No token, or not this company's. */
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
  listRegister: {
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
          "application/json": components["schemas"]["RegisterEntry"][];
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
  addToRegister: {
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
         *       "affectedCount": 3,
         *       "dataTypes": [
         *         "email",
         *         "password"
         *       ],
         *       "title": "Lost laptop"
         *     }
         */
        "application/json": components["schemas"]["NewRegisterEntry"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RegisterEntry"][];
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
      /** @description The register is full. */
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
  changeRegisterEntry: {
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
        "application/json": components["schemas"]["RegisterChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Done"];
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
  downloadRegisterEvidence: {
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
          "text/csv": string;
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
  exportReport: {
    parameters: {
      query?: {
        /** @description `all`, `exposure`, `employees`, `trends` or `compliance`; `all` unless told. */
        section?: string;
        /** @description `csv` or `pdf`; `csv` unless told. */
        format?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          /** @description `attachment`, with the name `gatehouse_{company}_{section}_{date}.csv`. */
          "Content-Disposition"?: string;
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
          "application/pdf": number[];
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
  listReportSchedules: {
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
          "application/json": components["schemas"]["ReportSchedule"][];
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
  addReportSchedule: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewReportSchedule"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReportSchedule"];
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
      /** @description There are too many schedules. */
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
  removeReportSchedule: {
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
  changeReportSchedule: {
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
        "application/json": components["schemas"]["ReportScheduleChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReportSchedule"];
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
  sendReport: {
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
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReportJob"];
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
      /** @description It is being sent, or waits for another try. */
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
  listChannels: {
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
          "application/json": components["schemas"]["Channel"][];
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
  addChannel: {
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
         *       "channel": "WEBHOOK",
         *       "label": "Night watch",
         *       "minSeverity": "HIGH",
         *       "url": "https://hooks.example/in"
         *     }
         */
        "application/json": components["schemas"]["NewChannel"];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Channel"];
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
  removeChannel: {
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
          "application/json": components["schemas"]["Done"];
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
  changeChannel: {
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
        "application/json": components["schemas"]["ChannelChange"];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Channel"];
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
  testChannel: {
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
          "application/json": components["schemas"]["Delivered"];
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
}
