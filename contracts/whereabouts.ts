/** Where somebody is, as far as it is known. Degrees; country as its ISO 3166 code where the sender keeps to it. */
export interface Place {
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export const deviceTypes = ['mobile', 'tablet', 'desktop', 'tv', 'console', 'wearable', 'other'] as const;

/** With what somebody acted. */
export interface Device {
  readonly type?: (typeof deviceTypes)[number];
  readonly os?: string;
  readonly browser?: string;
  /** Name of the app that she used. */
  readonly app?: string;
}
