import { useState } from 'react';
import type { Happening, Pulse } from '#contracts/api/live.ts';
import type { LiveState } from '../shared/live.ts';
import { useLive } from '../shared/use-live.ts';
import type { RatePoint } from './rate-line.tsx';

const keptPoints = 300;
const keptHappenings = 30;

export interface HomeLive {
  readonly state: LiveState;
  readonly pulse: Pulse | undefined;
  readonly rates: readonly RatePoint[];
  readonly happenings: readonly Happening[];
}

export function useHomeLive(): HomeLive {
  const [pulse, setPulse] = useState<Pulse>();
  const [rates, setRates] = useState<readonly RatePoint[]>([]);
  const [happenings, setHappenings] = useState<readonly Happening[]>([]);

  const state = useLive({
    onPulse: (next) => {
      setPulse(next);
      setRates((before) => [...before.slice(1 - keptPoints), { at: Date.parse(next.at), rate: next.eventsPerSecond }]);
    },
    onHappening: (next) =>
      setHappenings((before) =>
        before.some((one) => one.id === next.id) ? before : [next, ...before].slice(0, keptHappenings),
      ),
  });

  return { state, pulse, rates, happenings };
}
