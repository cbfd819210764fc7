export type LiveState = 'connecting' | 'open' | 'interrupted';

interface LiveHandlers {
  readonly [event: string]: (data: unknown) => void;
}

const firstPause = 1_000;
const longestPause = 15_000;

/**
 * Server-sent events that outlast restarts of the server. A browser gives up for good after an HTTP error, so the source is
 * opened again after a pause that doubles up to 15 s. While the page is hidden the stream is closed: HTTP/1.1 allows six
 * connections per host, and forgotten tabs would use them up.
 */
export function openLive(url: string, handlers: LiveHandlers, onState: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = firstPause;

  const open = () => {
    source = new EventSource(url);
    source.onopen = () => {
      pause = firstPause;
      onState('open');
    };
    source.onerror = () => {
      onState('interrupted');
      source?.close();
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, longestPause);
    };
    for (const [event, handle] of Object.entries(handlers)) {
      source.addEventListener(event, (message) => handle(JSON.parse(message.data)));
    }
  };
  const close = () => {
    source?.close();
    clearTimeout(timer);
  };
  const onVisibility = () => {
    close();
    if (!document.hidden) open();
  };

  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}
