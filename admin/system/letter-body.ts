import { z } from 'zod';

/** What a letter holds, indented to be read. What is no JSON, which may be why it died, stays as it is. */
export function readableBody(body: string): string {
  const value = parse(body);
  return value === undefined ? body : JSON.stringify(value, null, 2);
}

const stimulus = z.object({
  type: z.enum(['track', 'identify', 'receipt', 'consent', 'merge', 'absorb', 'seed', 'timer']),
  name: z.string().optional(),
});

/** The kind of a stimulus, and the event's name for one that was tracked. */
export function letterStimulus(body: string): z.infer<typeof stimulus> | undefined {
  return stimulus.safeParse(parse(body)).data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
