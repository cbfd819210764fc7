import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';

/** What journeys ask of the database. Each is asked under an id by which a repeat is recognised and answered the same. */
export interface JourneyAskStore {
  /** Whether one more may enter, where all people together are limited. */
  enter(asked: AskedEntry): Promise<boolean>;
  /** A code of a pool that nobody else has or gets; undefined where none is left. */
  giveCoupon(asked: AskedCoupon): Promise<string | undefined>;
  /** A repeat changes nothing. */
  createTask(task: AskedTask): Promise<void>;
  /** Forgets answers and counts that nobody can ask for any more. */
  prune(before: Instant): Promise<void>;
}

interface Asked {
  readonly workspace: WorkspaceId;
  readonly ask: string;
  readonly profile: ProfileId;
  readonly journey: string;
  readonly at: Instant;
}

export interface AskedEntry extends Omit<Asked, 'profile'> {
  readonly total?: number;
  readonly within?: { readonly entries: number; readonly minutes: number };
}

export interface AskedCoupon extends Asked {
  readonly pool: string;
}

export interface AskedTask extends Asked {
  readonly title: string;
  readonly note: string;
  readonly assignee?: string;
  readonly dueAt: Instant;
}
