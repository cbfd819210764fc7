/** What was typed and is not on the server yet outlives a reload and a crash of the tab. */
export interface DraftBackup<Value> {
  readonly revision: number;
  readonly draft: Value;
}

const keyOf = (path: string) => `throughline.draft${path}`;

export function readBackup<Value>(path: string): DraftBackup<Value> | undefined {
  const text = localStorage.getItem(keyOf(path));
  return text ? (JSON.parse(text) as DraftBackup<Value>) : undefined;
}

export function writeBackup<Value>(path: string, backup: DraftBackup<Value>): void {
  localStorage.setItem(keyOf(path), JSON.stringify(backup));
}

export function dropBackup(path: string): void {
  localStorage.removeItem(keyOf(path));
}
