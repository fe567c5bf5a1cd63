// Generated from docs/openapi/console.json by `npm run api`. Do not edit.

export interface paths {
  "/api/console/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["summary"];
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
    get: operations["list_employees"];
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
    post: operations["import_employees"];
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
    post: operations["import_corpus"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/alerts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list_alerts"];
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
    get: operations["get_alert"];
    put?: never;
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
    get: operations["search"];
    put?: never;
    post?: never;
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
    get: operations["list_jobs"];
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
    get: operations["get_job"];
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
    get: operations["list_connectors"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/console/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations["list_audit"];
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
    Alert: {
      id: string;
      employeeId: string | null;
      employeeName: string;
      email: string;
      department: string | null;
      breach: string;
      breachDate: string | null;
      dataTypes: string[];
      artifacts: string[];
      source: string;
      provider: string;
      severity: components["schemas"]["Severity"];
      status: components["schemas"]["AlertStatus"];
      confidence: components["schemas"]["Confidence"];
      message: string;
      /** Format: date-time */
      timestamp: string;
      /** Format: date-time */
      statusChangedAt: string | null;
      statusChangedBy: string | null;
    };
    AlertPage: {
      items: components["schemas"]["Alert"][];
      total: number;
      limit: number;
      offset: number;
    };
    /** @enum {string} */
    AlertStatus: "OPEN" | "ACKNOWLEDGED" | "RESOLVED";
    AuditEntry: {
      id: string;
      /** Format: date-time */
      time: string;
      actor: string | null;
      action: string;
      target: string | null;
      detail: string | null;
    };
    AuditPage: {
      items: components["schemas"]["AuditEntry"][];
      total: number;
      limit: number;
      offset: number;
    };
    BySeverity: {
      CRITICAL: number;
      HIGH: number;
      MEDIUM: number;
      LOW: number;
    };
    ByStatus: {
      OPEN: number;
      ACKNOWLEDGED: number;
      RESOLVED: number;
    };
    /** @enum {string} */
    Confidence: "HIGH" | "MEDIUM" | "LOW";
    Connector: {
      id: string;
      version: string;
      kind: string;
      displayName: string;
      hosts: string[];
      status: string;
      message?: string | null;
    };
    ConnectorList: {
      items: components["schemas"]["Connector"][];
    };
    Employee: {
      id: string;
      email: string;
      firstName: string;
      lastName: string;
      department: string | null;
      location: string | null;
      active: boolean;
      risk: number;
      breaches: number;
      openAlerts: number;
      /** Format: date-time */
      lastDetectedAt: string | null;
    };
    EmployeePage: {
      items: components["schemas"]["Employee"][];
      total: number;
      limit: number;
      offset: number;
    };
    Envelope: {
      error: string;
      message?: string | null;
      field?: string | null;
    };
    Facets: {
      kind: {
        [key: string]: number;
      };
      severity: {
        [key: string]: number;
      };
      status: {
        [key: string]: number;
      };
      host: {
        [key: string]: number;
      };
    };
    Hit: {
      kind: string;
      id: string;
      /** Format: date-time */
      time: string;
      severity: string | null;
      status: string | null;
      title: string;
      snippet: string;
      highlights: number[][];
      fields: {
        [key: string]: unknown;
      };
    };
    ImportReport: {
      added: number;
      changed: number;
      unchanged: number;
      rejected: components["schemas"]["RejectedLine"][];
    };
    Job: {
      id: string;
      kind: string;
      state: components["schemas"]["JobState"];
      progress: components["schemas"]["Progress"];
      attempts: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      dueAt: string;
      /** Format: date-time */
      startedAt?: string | null;
      /** Format: date-time */
      finishedAt?: string | null;
      result?: Record<string, never> | null;
      error?: string | null;
    };
    JobPage: {
      items: components["schemas"]["Job"][];
      total: number;
      limit: number;
      offset: number;
    };
    /** @enum {string} */
    JobState: "queued" | "running" | "succeeded" | "failed" | "cancelled";
    Organization: {
      id: string;
      name: string;
    };
    Progress: {
      done: number;
      total: number;
      note: string;
    };
    ProviderState: {
      id: string;
      name: string;
      configured: boolean;
    };
    RejectedLine: {
      line: number;
      reason: string;
    };
    Risk: {
      score: number;
      level: components["schemas"]["Severity"];
    };
    SearchAnswer: {
      hits: components["schemas"]["Hit"][];
      total: number;
      facets: components["schemas"]["Facets"];
      complete: boolean;
    };
    /** @enum {string} */
    Severity: "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";
    Summary: {
      organization: components["schemas"]["Organization"];
      employees: number;
      exposed: number;
      risk: components["schemas"]["Risk"];
      open: components["schemas"]["BySeverity"];
      alerts: components["schemas"]["ByStatus"];
      corpusRows: number;
      providers: components["schemas"]["ProviderState"][];
      lastScan: null | components["schemas"]["Job"];
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
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  list_employees: {
    parameters: {
      query?: {
        q?: string;
        limit?: number;
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
          "application/json": components["schemas"]["EmployeePage"];
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  import_employees: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  import_corpus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  list_alerts: {
    parameters: {
      query?: {
        status?: string;
        severity?: string;
        limit?: number;
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
          "application/json": components["schemas"]["AlertPage"];
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  get_alert: {
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
    };
  };
  search: {
    parameters: {
      query?: {
        q?: string;
        kind?: string;
        severity?: string;
        status?: string;
        from?: string;
        to?: string;
        sort?: "newest" | "score";
        limit?: number;
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  list_jobs: {
    parameters: {
      query?: {
        kind?: string;
        limit?: number;
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
          "application/json": components["schemas"]["JobPage"];
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  get_job: {
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
    };
  };
  list_connectors: {
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
          "application/json": components["schemas"]["ConnectorList"];
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
  list_audit: {
    parameters: {
      query?: {
        target?: string;
        limit?: number;
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
          "application/json": components["schemas"]["AuditPage"];
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
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Envelope"];
        };
      };
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
}
