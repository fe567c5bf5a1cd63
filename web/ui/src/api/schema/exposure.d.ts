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
    /** Chooses how to sign in: there is one way, its page is /login. */
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
    /** Ends the session. */
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
    /** Changes the company's settings. */
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
      /**
       * Format: int32
       * @description Minutes between scans; null for by hand only.
       */
      scanIntervalMinutes?: number | null;
    };
    /** @description What is to change; what is left out stays. */
    CompanyChange: {
      remediationEnabled?: boolean | null;
      /**
       * Format: int32
       * @description Null, or at least 5.
       */
      scanIntervalMinutes?: number | null;
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
    /** @description It is done. */
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
      reportsSent: number;
      scansStarted: number;
      syncsEnqueued: number;
    };
    /** @description Whether the appliance works. */
    Health: {
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
    /** @description Where to go next. */
    Next: {
      url: string;
    };
    Provider: {
      callbackUrl: string;
      id: string;
      name: string;
      signinUrl: string;
      type: string;
    };
    Providers: {
      /** @description Address and password. */
      credentials: components["schemas"]["Provider"];
    };
    /** @description Why signing in did not work. */
    Refusal: {
      /** @description `CredentialsSignin`, `CodeRequired` (the password is right, a code is missing) or `MissingCSRF`. */
      error: string;
      url: string;
    };
    /** @description Somebody who was not taken over. */
    Refused: {
      /** @description The directory's own id. */
      externalId: string;
      reason: string;
    };
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
      /** @description Too many tries; Retry-After says when to come back. */
      429: {
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
      /** @description The CSRF token is missing or wrong. */
      403: {
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
