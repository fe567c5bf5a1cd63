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
