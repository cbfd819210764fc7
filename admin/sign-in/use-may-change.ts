import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';

/** Viewers read everything and change nothing; the server refuses it too. */
export function useMayChange(): boolean {
  const { data: session } = useQuery(sessionQuery);
  return session?.role === 'admin';
}
