import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { session } from '#contracts/api/session.ts';
import { ApiError, api, send } from '../shared/api.ts';

/** Null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      return await api.get('/session', session, { signal });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
  retry: false,
});

export async function signIn(email: string, password: string): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password });
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
}

/** Signs out everywhere else. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await post('/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true });
}

/** `token` comes out of a link that an administrator made. */
export async function setPassword(token: string, newPassword: string): Promise<void> {
  await post('/api/auth/reset-password', { token, newPassword });
}

/** better-auth answers below /api/auth and has an error shape of its own. */
const authError = z.object({ code: z.string().optional(), message: z.string().optional() });

async function post(url: string, body: object): Promise<void> {
  const response = await send(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const parsed = authError.safeParse(await response.json().catch(() => ({})));
  throw new ApiError(response.status, parsed.data?.code ?? 'unknown', parsed.data?.message ?? response.statusText);
}
