import { queryOptions } from '@tanstack/react-query';
import { session } from '#contracts/api/session.ts';
import { ApiError, api, errorOf, send } from '../shared/api.ts';

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

/** Sign-in and passwords stand below /api/auth and answer with the errors of every other interface. */
async function account(action: string, body: object): Promise<void> {
  const response = await send(`/api/auth${action}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await errorOf(response);
}

export async function signIn(email: string, password: string): Promise<void> {
  await account('/sign-in/email', { email, password });
}

export async function signOut(): Promise<void> {
  await account('/sign-out', {});
}

/** Signs out everywhere else. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await account('/change-password', { currentPassword, newPassword, revokeOtherSessions: true });
}

/** `token` comes out of a link that an administrator made. */
export async function setPassword(token: string, newPassword: string): Promise<void> {
  await account('/reset-password', { token, newPassword });
}
