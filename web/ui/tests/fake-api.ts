// Answers the console's calls from a table, and writes them down.
import { vi } from "vitest";

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
type Handler = (url: URL, body: unknown) => Answer | Promise<Answer>;

export function fakeApi(routes: Record<string, Handler>): string[] {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url);
    const call = `${request.method} ${url.pathname}`;
    calls.push(call);
    const text = await request.text();
    const {
      status = 200,
      body = null,
      headers,
    } = (await routes[call]?.(url, text && JSON.parse(text))) ?? {
      status: 404,
      body: { error: `no route ${call}` },
    };
    request.signal.throwIfAborted();
    return new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json", ...headers },
    });
  });
  return calls;
}
