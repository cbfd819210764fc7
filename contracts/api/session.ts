import { z } from 'zod';
import { keyRoleSchema } from './key.ts';

/**
 * Who is asking. Signing in and out is better-auth's: POST /api/auth/sign-in/email { email, password } and
 * POST /api/auth/sign-out {} set and clear the session cookie.
 */
export const session = z.object({
  kind: z.enum(['person', 'api_key']),
  name: z.string(),
  email: z.string().nullable(),
  role: keyRoleSchema,
});
export type Session = z.infer<typeof session>;
