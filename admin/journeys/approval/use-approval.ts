import { useQuery } from '@tanstack/react-query';
import type { Journey } from '#contracts/api/journey.ts';
import { type Approval, approvalOf } from '#contracts/journey/approval.ts';
import { settingsQuery } from '../../shared/settings-query.ts';
import { sessionQuery } from '../../sign-in/session.ts';

export function useApproval(journey: Journey): Approval {
  const settings = useQuery(settingsQuery).data;
  const session = useQuery(sessionQuery).data;
  return settings?.journeyApproval && session ? approvalOf(journey, session) : 'open';
}
