import { z } from 'zod';
import { longestInboundText } from '#contracts/inbound/inbound.ts';
import type { InboundMessage, ReceiptRequest } from '../port.ts';

/** What people wrote, as the receiver of a webhook posts it. */
export const inboundList = z
  .array(
    z.strictObject({
      /** The same at every try to tell us. */
      id: z.string().min(1).max(150),
      /** Who wrote it: a kind of identity of the workspace, and its value. */
      from: z.strictObject({ kind: z.string().min(1).max(40), value: z.string().min(1).max(320) }),
      /** The address of the brand's own. */
      to: z.string().min(1).max(320).optional(),
      text: z.string().max(longestInboundText),
      /** When she wrote it; now where it is left out. */
      at: z.iso.datetime({ offset: true }).optional(),
      /** What the header `throughline-reference` said of the message that she answered. */
      reference: z.string().min(1).max(200).optional(),
    }),
  )
  .min(1)
  .max(1_000);

export function readInbound(
  { id, from, to, text, at, reference }: z.output<typeof inboundList>[number],
  now: number,
  find: ReceiptRequest['find'],
): InboundMessage {
  const answers = reference === undefined ? undefined : find(reference);
  return {
    ...{ id, from, text },
    at: at === undefined ? now : Math.min(now, Date.parse(at)),
    ...(to !== undefined && { to }),
    ...(answers && { answers }),
  };
}
