import type { Direction } from './canvas-neighbour.ts';

/** What the canvas can be told to do by a key. */
export type CanvasCommand =
  | { readonly do: 'walk'; readonly direction: Direction }
  | {
      readonly do:
        | 'open'
        | 'add'
        | 'connect'
        | 'search'
        | 'all'
        | 'duplicate'
        | 'redo'
        | 'note'
        | 'tidy'
        | 'fit'
        | 'stop'
        | 'help';
    };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const arrows: { readonly [key: string]: Direction } = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
const plain: { readonly [key: string]: Exclude<CanvasCommand['do'], 'walk'> } = {
  Enter: 'open',
  Escape: 'stop',
  a: 'add',
  c: 'connect',
  n: 'note',
  l: 'tidy',
  '1': 'fit',
  '?': 'help',
  '/': 'search',
};
const withControl: { readonly [key: string]: Exclude<CanvasCommand['do'], 'walk'> } = {
  a: 'all',
  d: 'duplicate',
  f: 'search',
  y: 'redo',
};

export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): CanvasCommand | undefined {
  if (altKey) return undefined;
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  if (ctrlKey || metaKey) {
    const command = shiftKey ? undefined : withControl[pressed];
    return command && { do: command };
  }
  const direction = shiftKey ? undefined : arrows[key];
  if (direction) return { do: 'walk', direction };
  const command = shiftKey && pressed !== '?' ? undefined : plain[pressed];
  return command && { do: command };
}
