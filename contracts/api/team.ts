import { z } from 'zod';
import { roleSchema } from './key.ts';
import { instantText } from './list.ts';

/** better-auth checks it too; here so that the browser can say so before it asks. */
export const passwordLength = { least: 10, most: 128 } as const;

/** Somebody who works with the product. */
export const teamMember = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: instantText,
  /** Null until the first time. */
  lastSignInAt: instantText.nullable(),
  /** False until a password is set by the link. */
  hasPassword: z.boolean(),
  /** Until when the link to set a password is good; null when there is none. */
  linkExpiresAt: instantText.nullable(),
});
export type TeamMember = z.infer<typeof teamMember>;

export const team = z.object({ members: z.array(teamMember) });
export type Team = z.infer<typeof team>;

export const addMemberRequest = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  role: roleSchema,
});
export type AddMemberRequest = z.input<typeof addMemberRequest>;

export const changeMemberRequest = z.object({ role: roleSchema });

/**
 * Good once, and shown only now: the path below the product's address at which a password is set. The secret stands behind
 * the `#`, which browsers send to no server.
 */
export const passwordLink = z.object({ path: z.string(), expiresAt: instantText });
export type PasswordLink = z.infer<typeof passwordLink>;

export const addedMember = z.object({ member: teamMember, link: passwordLink });
export type AddedMember = z.infer<typeof addedMember>;

/** Whose link it is. Setting the password is better-auth's: POST /api/auth/reset-password { token, newPassword }. */
export const linkOwnerRequest = z.object({ token: z.string().min(1).max(100) });
export const linkOwner = z.object({ name: z.string(), email: z.string() });
