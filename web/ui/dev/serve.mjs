// Serves the built console with the mock API, under the headers that the appliance sends: what runs here runs there.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { mockHandler } from "./mock.mjs";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Starts on a port (0: any free one) and answers the server's address and how to stop it. */
export async function serve(port = 0, options = {}) {
  const handle = mockHandler(options);
  const server = createServer((request, response) => {
    if (!handle(request, response)) file(request, response);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

function file(request, response) {
  const path = normalize(new URL(request.url, "http://mock").pathname);
  const wanted = join(DIST, path);
  const asset = existsSync(wanted) && statSync(wanted).isFile();
  if (!asset && extname(path)) return response.writeHead(404).end();
  const name = asset ? wanted : join(DIST, "index.html");
  const cache = name.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  response.writeHead(200, {
    "content-type": TYPES[extname(name)] ?? "application/octet-stream",
    "cache-control": cache,
    ...HEADERS,
  });
  createReadStream(name).pipe(response);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.env.PORT ?? 4173), { empty: Boolean(process.env.MOCK_EMPTY) });
  console.log(`mock console on ${url}, sign in as admin@acme.example with "correct horse battery"`);
}
