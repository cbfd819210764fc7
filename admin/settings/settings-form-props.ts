import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { FieldErrors } from '../shared/field-errors.ts';

export interface SettingsFormProps {
  readonly value: WorkspaceSettings;
  readonly errors: FieldErrors;
  readonly onChange: (change: Partial<WorkspaceSettings>) => void;
}
