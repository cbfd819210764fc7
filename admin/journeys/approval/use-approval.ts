import { useQuery } from '@tanstack/react-query';
import type { Journey } from '#contracts/api/journey.ts';
import type { Session } from '#contracts/api/session.ts';
import { isSameAuthor } from '#contracts/author.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { sessionQuery } from '../../sign-in/session.ts';

/** Who may put the draft into force: `open`: anybody; `colleague`: not whoever looks; `yours`: whoever looks, for somebody else. */
export type Approval = 'open' | 'colleague' | 'yours';

export function useApproval(journey: Journey): Approval {
  const settings = useQuery(settingsQuery).data;
  const session = useQuery(sessionQuery).data;
  return settings?.journeyApproval && session ? approvalOf(journey, session) : 'open';
}

/** Where the workspace wants a second person. */
export function approvalOf(
  { savedBy, hasUnpublishedChanges, status }: Pick<Journey, 'savedBy' | 'hasUnpublishedChanges' | 'status'>,
  session: Pick<Session, 'name' | 'email'>,
): Approval {
  if (savedBy === null || !hasUnpublishedChanges || status === 'stopping' || status === 'archived') return 'open';
  return isSameAuthor(savedBy, session) ? 'colleague' : 'yours';
}
