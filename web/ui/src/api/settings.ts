// What an admin sets up: channels, provider credentials, connectors; and the summary and audit log beside them.
import { http, take } from "./client";
import type {
  AuditEntry,
  Channel,
  ChannelChange,
  Connector,
  Credential,
  NewChannel,
  NewCredential,
  Page,
  Summary,
} from "./types";

export function getSummary(signal?: AbortSignal): Promise<Summary> {
  return take(http.GET("/api/console/summary", { signal }));
}

export async function listConnectors(): Promise<Connector[]> {
  return (await take(http.GET("/api/console/connectors"))).items;
}

export function listChannels(): Promise<Channel[]> {
  return take(http.GET("/api/webhooks"));
}

export function createChannel(body: NewChannel): Promise<Channel> {
  return take(http.POST("/api/webhooks", { body }));
}

export async function changeChannel(id: string, body: ChannelChange): Promise<void> {
  await take(http.PATCH("/api/webhooks/{id}", { params: { path: { id } }, body }));
}

export async function deleteChannel(id: string): Promise<void> {
  await take(http.DELETE("/api/webhooks/{id}", { params: { path: { id } } }));
}

export async function testChannel(id: string): Promise<boolean> {
  return (await take(http.POST("/api/webhooks/{id}/test", { params: { path: { id } } }))).delivered;
}

export function listCredentials(): Promise<Credential[]> {
  return take(http.GET("/api/credentials"));
}

export function createCredential(body: NewCredential): Promise<Credential> {
  return take(http.POST("/api/credentials", { body }));
}

export async function deleteCredential(id: string): Promise<void> {
  await take(http.DELETE("/api/credentials/{id}", { params: { path: { id } } }));
}

export function listAudit(query: { limit: number; offset: number }): Promise<Page<AuditEntry>> {
  return take(http.GET("/api/console/audit", { params: { query } }));
}
