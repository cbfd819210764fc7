import { useEffect, useEffectEvent, useState } from 'react';
import { type Happening, happening, type Pulse, pulse } from '#contracts/api/live.ts';
import { type LiveState, openLive } from './live.ts';

interface LiveListeners {
  readonly onPulse?: (pulse: Pulse) => void;
  readonly onHappening?: (happening: Happening) => void;
}

/** Follows the workspace or, unsampled, one person. Opens one stream per mounted caller. */
export function useLive({ onPulse, onHappening }: LiveListeners, profile?: string): LiveState {
  const [state, setState] = useState<LiveState>('connecting');
  const handlePulse = useEffectEvent((data: unknown) => onPulse?.(pulse.parse(data)));
  const handleHappening = useEffectEvent((data: unknown) => onHappening?.(happening.parse(data)));

  useEffect(() => {
    const url = profile ? `/api/v1/live?profile=${encodeURIComponent(profile)}` : '/api/v1/live';
    const handlers = {
      pulse: (data: unknown) => handlePulse(data),
      happening: (data: unknown) => handleHappening(data),
    };
    return openLive(url, handlers, setState);
  }, [profile]);

  return state;
}
