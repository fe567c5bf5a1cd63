// Directories: the connections to them, their syncs, and the token of those that an identity provider pushes to.
import { http, take } from "./client";
import { ApiError } from "./error";
import type { Directory, DirectoryChange, DirectoryMade, DirectoryType, TokenMade } from "./types";

/** Settings by name; null takes one away. */
export type Config = Record<string, string | null>;

export interface DirectoryEdit extends Omit<DirectoryChange, "config"> {
  config?: Config;
}

const of = (id: string) => ({ params: { path: { id } } });
// the document says of settings only that they are an object
const plain = (config: Config) => config as Record<string, never>;

/** Oldest first. */
export function listDirectories(signal?: AbortSignal): Promise<Directory[]> {
  return take(http.GET("/api/directory", { signal }));
}

/** Answers the token of one that is pushed to: the only time that it is told. */
export function addDirectory(type: DirectoryType, name: string, config: Config): Promise<DirectoryMade> {
  return take(http.POST("/api/directory", { body: { type, name, config: plain(config) } }));
}

export function changeDirectory(id: string, { config, ...rest }: DirectoryEdit): Promise<Directory> {
  const body = { ...rest, ...(config ? { config: plain(config) } : {}) };
  return take(http.PATCH("/api/directory/{id}", { ...of(id), body }));
}

export async function removeDirectory(id: string): Promise<void> {
  await take(http.DELETE("/api/directory/{id}", of(id)));
}

/** How many people the directory shows; fails with why it shows none. */
export async function testDirectory(id: string): Promise<number> {
  const { ok, userCount, error } = await take(http.POST("/api/directory/{id}/test", of(id)));
  if (!ok) throw new ApiError(200, { error: error ?? "It does not let us in" });
  return userCount ?? 0;
}

/** Answers the id of the job. `confirm` lets people become inactive however many they are. */
export async function syncDirectory(id: string, confirm: boolean): Promise<string> {
  return (await take(http.POST("/api/directory/{id}/sync", { ...of(id), body: { confirm } }))).jobId;
}

/** A new token, told this once; the one before it is good for so many seconds more. */
export function renewToken(id: string, overlapSeconds: number): Promise<TokenMade> {
  return take(http.POST("/api/directory/{id}/token", { ...of(id), body: { overlapSeconds } }));
}

/** Where an identity provider pushes to, on this appliance. */
export function scimPath(id: string): string {
  return `/api/scim/${id}`;
}
