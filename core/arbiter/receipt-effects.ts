import type { ReceiptKind, ReceiptStimulus } from '#contracts/stimulus.ts';
import type { Send } from '../state.ts';

type Status = Send['status'];

interface ReceiptEffects {
  /** What the reservation becomes. */
  readonly status: (before: Status, receipt: ReceiptStimulus) => Status;
  /** The message reached the person, so that no other channel is needed. */
  readonly arrived: boolean;
  /** The next channel is tried. */
  readonly fallsBack: (receipt: ReceiptStimulus) => boolean;
}

const never = (): boolean => false;
const always = (): boolean => true;

const release = (): Status => 'released';
const handOver = (before: Status): Status => (before === 'reserved' ? 'handed_over' : before);

/**
 * A message given up after an unclear answer of the provider may have gone out all the same; once she has it, it counts
 * against the caps again.
 */
const arrive = (): Status => 'handed_over';

const underway: ReceiptEffects = { status: handOver, arrived: false, fallsBack: never };
const received: ReceiptEffects = { status: arrive, arrived: true, fallsBack: never };
const withdrawn: ReceiptEffects = { status: release, arrived: false, fallsBack: never };

export const receiptEffects: { readonly [K in ReceiptKind]: ReceiptEffects } = {
  handed_over: underway,
  accepted: underway,
  delivered: received,
  opened: received,
  clicked: received,
  replied: received,
  unsubscribed: received,
  complained: received,
  // After a soft bounce the provider may still get through; after a hard one it never will.
  bounced: {
    status: (before, { permanent }) => (permanent ? 'released' : handOver(before)),
    arrived: false,
    fallsBack: ({ permanent }) => permanent === true,
  },
  failed: { status: release, arrived: false, fallsBack: always },
  expired: withdrawn,
  cancelled: withdrawn,
  held_back: { status: release, arrived: false, fallsBack: ({ reason }) => reason !== 'journey_exited' },
};
