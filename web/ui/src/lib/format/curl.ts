// Commands for a terminal.
import { home } from "$lib/state/home.svelte";

/** A call of `path` on this appliance; with a body it is sent as JSON. */
export function curl(path: string, key: string, body?: object): string {
  const lines = [`curl ${home.at(path)}`, `-H ${quoted(`X-API-Key: ${key}`)}`];
  if (body) lines.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`);
  return lines.join(" \\\n  ");
}

/** Asks for `path` as who has the token. */
export function curlWithToken(path: string, token: string): string {
  return `curl ${home.at(path)} \\\n  -H ${quoted(`Authorization: Bearer ${token}`)}`;
}

// as shells read it: a single quote ends the text and stands for itself outside
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
