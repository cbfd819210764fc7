/** What may be asked for about one person's data. */
export const privacyKinds = ['export', 'erasure'] as const;
export type PrivacyKind = (typeof privacyKinds)[number];

/** Who or what asked for it. */
export const privacyCauses = ['person', 'batch', 'retention', 'restored_backup'] as const;
export type PrivacyCause = (typeof privacyCauses)[number];

export const privacyStatuses = ['waiting', 'running', 'done', 'not_found', 'ambiguous', 'failed'] as const;
export type PrivacyStatus = (typeof privacyStatuses)[number];

/** What stands in the list of privacy actions. */
export const privacyActions = [
  'export_requested',
  'export_downloaded',
  'erasure_requested',
  'erasure_done',
  'erasure_closed',
  'receipt_downloaded',
  'restricted',
  'restriction_lifted',
  'batch_uploaded',
  'retention_changed',
  'retention_carried_out',
  'restored_backup_found',
] as const;
export type PrivacyAction = (typeof privacyActions)[number];

/** What has to pass before nothing of an erased person is left anywhere. */
export const erasureHorizons = ['log', 'disk', 'files', 'tills', 'backups'] as const;
export type ErasureHorizon = (typeof erasureHorizons)[number];
