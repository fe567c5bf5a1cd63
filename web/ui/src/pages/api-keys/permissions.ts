// What a key may do, in words.
import type { KeyPermission } from "$api/types";

export const PERMISSIONS: { value: KeyPermission; label: string }[] = [
  { value: "full", label: "Read and write" },
  { value: "read", label: "Only read" },
];

export function permissionName(permission: string): string {
  return PERMISSIONS.find(({ value }) => value === permission)?.label ?? permission;
}
