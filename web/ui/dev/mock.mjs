// A mock of the console's API, for working on the UI without the appliance. A tool for developers, never part of a build.
//
// As a Vite plugin it answers /api in `npm run dev`; with GATEHOUSE_URL set, `npm run dev` asks that server instead.
import { ROUTES } from "./mock/routes.mjs";
import { newState } from "./mock/state.mjs";

/** What needs no session; calls of agents, SIEMs and identity providers bring a key of their own. */
const OPEN = /^\/api\/(auth|health|scim|console\/reset|integrations)|^\/(alerts|agents|files|reset_password)/;

export function mockApi() {
  return {
    name: "mock-api",
    apply: "serve",
    config: () => {
      const target = process.env.GATEHOUSE_URL;
      return target
        ? { server: { proxy: { "^/(api/|reset_password)": { target, secure: false, changeOrigin: true } } } }
        : {};
    },
    configureServer(server) {
      if (process.env.GATEHOUSE_URL || process.env.VITEST) return;
      const handle = mockHandler();
      server.middlewares.use((request, response, next) => (handle(request, response) ? undefined : next()));
    },
  };
}

/** Answers requests below /api, files, and what agents send; false for all others, which are the console's own. */
export function mockHandler(options) {
  const state = newState(options);
  return (request, response) => {
    const url = new URL(request.url, "http://mock");
    const page = request.method === "GET" && !/^\/(api|files)\//.test(url.pathname);
    if (page) return false;
    void answer(state, request, response, url);
    return true;
  };
}

async function answer(state, request, response, url) {
  const { handler, id } = route(request.method, url.pathname);
  const token = /gatehouse\.session=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const signedIn = state.sessions.has(token);
  let result;
  if (!handler) result = { status: 404, body: { error: "Not found" } };
  else if (!signedIn && !OPEN.test(url.pathname)) result = { status: 401, body: { error: "Unauthorized" } };
  else {
    const { headers } = request;
    const origin = `http://${headers.host}`;
    const body = await read(request);
    result = handler({ state, id, token, signedIn, headers, origin, query: url.searchParams, body });
  }
  response.writeHead(result.status ?? 200, {
    "content-type": "application/json",
    "cache-control": "no-store",
    ...result.headers,
  });
  response.end(result.status === 204 ? undefined : (result.text ?? JSON.stringify(result.body)));
}

function route(method, path) {
  if (ROUTES[`${method} ${path}`]) return { handler: ROUTES[`${method} ${path}`] };
  const parts = path.split("/");
  for (const at of [parts.length - 1, parts.length - 2]) {
    const handler = ROUTES[`${method} ${parts.map((part, n) => (n === at ? "{}" : part)).join("/")}`];
    if (handler) return { handler, id: decodeURIComponent(parts[at]) };
  }
  return {};
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return request.headers["content-type"]?.includes("json") && text ? JSON.parse(text) : text;
}
