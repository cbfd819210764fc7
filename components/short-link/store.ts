/** A short code and the signed token that it stands for. The same message always makes the same code. */
export interface ShortLink {
  readonly code: string;
  readonly token: string;
}

export interface ShortLinkStore {
  /** Durable when it resolves. A code that is already there stays as it was. */
  add(links: readonly ShortLink[]): Promise<void>;
  find(code: string): Promise<string | undefined>;
  /** Forgets links made before `at`, at most `limit`; returns how many they were. */
  dropBefore(at: number, limit: number): Promise<number>;
}
