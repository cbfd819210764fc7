import { LRUCache } from 'lru-cache';

/**
 * Documents as the last commit left them, by `${workspace}:${profile}`, of those who were here last: who looks at one thing
 * looks at the next soon, and reading her document is the dearest question that a lane asks the database. It holds what was
 * committed and nothing else, so that it can be thrown away at any time; it must be where somebody else may have written.
 */
export interface DocumentCache {
  get(key: string): string | undefined;
  /** What a commit wrote. History passes through: it comes person by person, and nobody of it comes again. */
  wrote(documents: ReadonlyMap<string, string>, isHistory: boolean): void;
  clear(): void;
}

/** Holds texts of so many characters together; a text of one byte per character, as most are, takes as many bytes. */
export function createDocumentCache(characters: number): DocumentCache {
  const cache = new LRUCache<string, string>({ maxSize: characters, sizeCalculation: (text) => text.length });
  return {
    get: (key) => cache.get(key),
    wrote(documents, isHistory) {
      for (const [key, document] of documents) {
        if (!isHistory) cache.set(key, document);
        else cache.delete(key);
      }
    },
    clear: () => cache.clear(),
  };
}
