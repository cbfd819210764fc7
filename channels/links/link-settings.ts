export interface LinkSettings {
  /** Where people reach the hosted pages: scheme, host and port, without a slash at the end. */
  readonly publicUrl: string;
  /** Key of the signatures, 32 bytes. Who changes it makes every link that was ever sent invalid. */
  readonly key: Uint8Array;
  /** Adds utm_source, utm_medium and utm_campaign to links that lead elsewhere, where they have none. */
  readonly utm: boolean;
}

/** Paths of the hosted pages. Links of years ago must still work, so these never change. */
export const linkPaths = {
  open: '/o/',
  click: '/l/',
  short: '/s/',
  unsubscribe: '/u/',
  preferences: '/p/',
  confirm: '/c/',
} as const;
