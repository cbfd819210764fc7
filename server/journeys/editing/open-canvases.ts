import type { JourneyEditors, JourneyTouched } from '#contracts/api/journey-editing.ts';

type Editor = JourneyEditors[number];

export interface CanvasListener {
  readonly onEditors: (editors: JourneyEditors) => void;
  readonly onTouched: (touched: JourneyTouched) => void;
}

/** Who has which journey open, in this process: nothing is kept, and whoever closes the tab is gone. */
export interface OpenCanvases {
  /** Returns what ends it. */
  open(journey: string, editor: Editor, listener: CanvasListener): () => void;
  /** Which step an editor has open; one that is not here is ignored. */
  move(journey: string, editor: string, node: string | null): void;
  touched(journey: string, touched: JourneyTouched): void;
}

export function createOpenCanvases(): OpenCanvases {
  const canvases = new Map<string, Map<object, { editor: Editor; listener: CanvasListener }>>();

  const tellEditors = (journey: string) => {
    const entries = [...(canvases.get(journey)?.values() ?? [])];
    // A tab that reconnects is here twice until its old connection is known to be gone.
    const editors = [...new Map(entries.map(({ editor }) => [editor.editor, editor])).values()];
    for (const { listener } of entries) listener.onEditors(editors);
  };

  return {
    open(journey, editor, listener) {
      const canvas = canvases.get(journey) ?? new Map();
      const key = {};
      canvases.set(journey, canvas.set(key, { editor, listener }));
      tellEditors(journey);
      return () => {
        canvas.delete(key);
        if (canvas.size === 0 && canvases.get(journey) === canvas) canvases.delete(journey);
        tellEditors(journey);
      };
    },
    move(journey, editor, node) {
      let isMoved = false;
      for (const entry of canvases.get(journey)?.values() ?? []) {
        if (entry.editor.editor !== editor || entry.editor.node === node) continue;
        entry.editor = { ...entry.editor, node };
        isMoved = true;
      }
      if (isMoved) tellEditors(journey);
    },
    touched(journey, touched) {
      for (const { listener } of canvases.get(journey)?.values() ?? []) listener.onTouched(touched);
    },
  };
}
