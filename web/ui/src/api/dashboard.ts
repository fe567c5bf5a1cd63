// The dashboard: how it is arranged, what it begins from, and the data behind its widgets.
import { http, take } from "./client";
import type { Board, Preset, PresetScope, Presets, WidgetType, WidgetsAnswer } from "./types";

/** Null until the member saved one. */
export async function getBoard(signal?: AbortSignal): Promise<Board | null> {
  return (await take(http.GET("/api/dashboard/config", { signal }))) ?? null;
}

export async function saveBoard(body: Board): Promise<void> {
  await take(http.PUT("/api/dashboard/config", { body }));
}

/** The data of these types, all of one moment. */
export function getWidgets(types: WidgetType[], signal?: AbortSignal): Promise<WidgetsAnswer> {
  const query = { widgets: types.join(",") };
  return take(http.GET("/api/console/dashboard/data", { params: { query }, signal }));
}

export function listPresets(signal?: AbortSignal): Promise<Presets> {
  return take(http.GET("/api/dashboard/presets", { signal }));
}

/** Of what is on the member's dashboard now. */
export function addPreset(name: string, scope: PresetScope): Promise<Preset> {
  return take(http.POST("/api/dashboard/presets", { body: { name, scope } }));
}

export async function removePreset(id: string): Promise<void> {
  await take(http.DELETE("/api/dashboard/presets/{id}", { params: { path: { id } } }));
}

export async function activatePreset(id: string): Promise<void> {
  await take(http.POST("/api/dashboard/presets/{id}/activate", { params: { path: { id } } }));
}
