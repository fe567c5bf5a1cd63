// The organization's identity provider.
import { http, take } from "./client";
import { ApiError } from "./error";
import type { SingleSignOn, SingleSignOnChange } from "./types";

export function getSingleSignOn(signal?: AbortSignal): Promise<SingleSignOn> {
  return take(http.GET("/api/console/oidc", { signal }));
}

export async function setSingleSignOn(body: SingleSignOnChange): Promise<void> {
  await take(http.PUT("/api/console/oidc", { body }));
}

export async function removeSingleSignOn(): Promise<void> {
  await take(http.DELETE("/api/console/oidc"));
}

/** Asks the stored provider what it says of itself; fails with what is wrong with that. */
export async function testSingleSignOn(): Promise<void> {
  const { ok, error } = await take(http.POST("/api/console/oidc/test"));
  if (!ok) throw new ApiError(200, { error: error ?? "The provider does not do" });
}
