import { z } from 'zod';

/** What a letter holds, indented to be read. What is no JSON, which may be why it died, stays as it is. */
export function readableBody(body: string): string {
  const value = parse(body);
  return value === undefined ? body : JSON.stringify(value, null, 2);
}

const stimulus = z.object({
  type: z.enum(['track', 'identify', 'receipt', 'consent', 'merge', 'absorb', 'seed']),
  name: z.string().optional(),
});

/** The kind of a stimulus, and the event's name for one that was tracked. A letter keeps it the way a frame does. */
export function letterStimulus(body: string): z.infer<typeof stimulus> | undefined {
  const value = parse(body);
  return stimulus.safeParse(Array.isArray(value) ? value[0] : value).data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
