// Full-text search over everything that the appliance keeps.
import { http, take } from "./client";
import type { SearchAnswer } from "./types";

export interface SearchQuestion {
  q: string;
  kind: string[];
  severity: string[];
  status: string[];
  sort: "newest" | "score";
  limit: number;
  offset: number;
}

export function search(question: SearchQuestion, signal?: AbortSignal): Promise<SearchAnswer> {
  const list = (values: string[]) => (values.length > 0 ? values.join(",") : undefined);
  const { q, sort, limit, offset } = question;
  const query = {
    q,
    // the last word may go on and an open quote counts as closed: people read results while they type
    typing: true,
    sort,
    limit,
    offset,
    kind: list(question.kind),
    severity: list(question.severity),
    status: list(question.status),
  };
  return take(http.GET("/api/console/search", { params: { query }, signal }));
}
