// What members may do, and how they sign in, in words.
import type { Member } from "$api/types";

export const ROLES = [
  { value: "ADMIN", label: "Admin" },
  { value: "VIEWER", label: "Viewer" },
];

export function signsInWith(member: Member): string[] {
  const ways: string[] = [];
  if (member.hasPassword) ways.push(member.mfaEnabled ? "Password and code" : "Password");
  if (member.linked) ways.push("Single sign-on");
  return ways;
}
