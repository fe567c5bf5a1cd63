// The form of a connection: which fields it has, and what of them is sent.
import type { DirectoryEdit } from "$api/directories";
import type { Directory } from "$api/types";
import { changed, type Draft } from "./config";
import { kindOf, KINDS } from "./kinds";

/** Fields that show their own error, of every kind. */
export const FIELDS = [
  ...new Set([
    "type",
    "name",
    "maxLeaversPercent",
    "requestsPerMinute",
    "config.ssl",
    "config.startTls",
    ...KINDS.flatMap((kind) => kind.settings.map((one) => `config.${one.name}`)),
  ]),
];

export interface Entered {
  name: string;
  draft: Draft;
  /** Percent, for those that are asked. */
  leavers: string;
  /** Requests a minute, for those that push. */
  pace: string;
}

/** What is different from what is stored; null when nothing is. */
export function editOf(directory: Directory, { name, draft, leavers, pace }: Entered): DirectoryEdit | null {
  const edit: DirectoryEdit = {};
  const config = changed(kindOf(directory.type), directory.config, draft);
  if (Object.keys(config).length > 0) edit.config = config;
  if (name.trim() !== directory.name) edit.name = name.trim();
  if (directory.scim) {
    if (Number(pace) !== directory.scim.requestsPerMinute) edit.requestsPerMinute = Number(pace);
  } else if (Number(leavers) !== directory.maxLeaversPercent) edit.maxLeaversPercent = Number(leavers);
  return Object.keys(edit).length > 0 ? edit : null;
}
