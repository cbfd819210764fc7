import { useEffect, useEffectEvent } from 'react';

interface Clipboard {
  /** The text of what is chosen, or undefined where nothing is. */
  readonly copy: () => string | undefined;
  readonly remove: () => void;
  /** False for a text that is nothing for the canvas. */
  readonly paste: (text: string) => boolean;
}

/** The browser's own copy, cut and paste, unless somebody is writing or has selected text. */
export function useCanvasClipboard(clipboard: Clipboard): void {
  const onClipboard = useEffectEvent((event: ClipboardEvent) => {
    if (isWriting(document.activeElement) || (event.type !== 'paste' && String(getSelection()) !== '')) return;
    if (event.type === 'paste') {
      if (clipboard.paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
      return;
    }
    const text = clipboard.copy();
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    if (event.type === 'cut') clipboard.remove();
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onClipboard(event);
    const types = ['copy', 'cut', 'paste'] as const;
    for (const type of types) addEventListener(type, listener);
    return () => {
      for (const type of types) removeEventListener(type, listener);
    };
  }, []);
}

export function isWriting(element: Element | null): boolean {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches('input, textarea, select'));
}
