// The members of the organization, and who is invited to become one.
import { http, take } from "./client";
import type { Invitation, InvitationOffer, Member, MemberChange, Role } from "./types";

/** By mail, or as a link that the admin passes on. */
export type Delivery = "mail" | "link";

const of = (id: string) => ({ params: { path: { id } } });

export function listMembers(signal?: AbortSignal): Promise<Member[]> {
  return take(http.GET("/api/console/members", { signal }));
}

export async function changeMember(id: string, body: MemberChange): Promise<void> {
  await take(http.PATCH("/api/console/members/{id}", { ...of(id), body }));
}

export async function removeMember(id: string): Promise<void> {
  await take(http.DELETE("/api/console/members/{id}", of(id)));
}

export async function unlinkMember(id: string): Promise<void> {
  await take(http.POST("/api/console/members/{id}/unlink", of(id)));
}

export function listInvitations(signal?: AbortSignal): Promise<Invitation[]> {
  return take(http.GET("/api/console/invitations", { signal }));
}

/** Answers the link when it does not go by mail: the only time that it is told. */
export async function invite(email: string, role: Role, delivery: Delivery): Promise<string | null> {
  const body = { email, role, delivery };
  return (await take(http.POST("/api/console/invitations", { body }))).link ?? null;
}

/** A new link in place of the one before; else as {@link invite}. */
export async function inviteAgain(id: string, delivery: Delivery): Promise<string | null> {
  const sent = http.POST("/api/console/invitations/{id}/resend", { ...of(id), body: { delivery } });
  return (await take(sent)).link ?? null;
}

export async function revokeInvitation(id: string): Promise<void> {
  await take(http.DELETE("/api/console/invitations/{id}", of(id)));
}

export function lookAtInvitation(token: string): Promise<InvitationOffer> {
  return take(http.POST("/api/console/invitation/look", { body: { token } }));
}

export async function acceptInvitation(token: string, name: string, password: string): Promise<void> {
  await take(http.POST("/api/console/invitation/accept", { body: { token, name, password } }));
}
