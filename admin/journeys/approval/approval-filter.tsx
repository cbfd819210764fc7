import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { type DraftApproval, draftApprovals, type JourneyListItem } from '#contracts/api/journey.ts';
import { useFormat } from '../../shared/format.ts';

interface ApprovalFilterProps {
  readonly journeys: readonly JourneyListItem[];
  readonly value: DraftApproval | undefined;
  readonly onChange: (value: DraftApproval | undefined) => void;
}

/** Stands there where drafts wait or are declined, with how many there are. */
export function ApprovalFilter({ journeys, value, onChange }: ApprovalFilterProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = draftApprovals.map(
    (one) => [one, journeys.filter(({ approval }) => approval === one).length] as const,
  );
  const offered = counts.filter(([one, count]) => count > 0 || one === value);
  if (offered.length === 0) return null;
  return (
    <Select
      aria-label={t('approval.filter')}
      style={{ minWidth: 200 }}
      value={value ?? ''}
      options={[
        { value: '', label: t('approval.any') },
        ...offered.map(([one, count]) => ({
          value: one,
          label: t('approval.markCount', { mark: t(`approval.mark.${one}`), number: format.number(count) }),
        })),
      ]}
      onChange={(chosen) => onChange(draftApprovals.find((one) => one === chosen))}
    />
  );
}
