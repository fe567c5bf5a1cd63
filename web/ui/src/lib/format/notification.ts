// How somebody is told, in words.
import type { NotificationPreference } from "$api/types";

export const NOTIFICATIONS: { value: NotificationPreference; label: string }[] = [
  { value: "none", label: "Nobody is told" },
  { value: "email", label: "By e-mail" },
  { value: "sms", label: "By text message" },
  { value: "email_and_sms", label: "By e-mail and text message" },
];
