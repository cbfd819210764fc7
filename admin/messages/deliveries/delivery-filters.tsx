import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import Select from 'antd/es/select';
import { useTranslation } from 'react-i18next';
import { deliveryStatuses } from '#contracts/api/delivery.ts';
import { channels } from '#contracts/channel.ts';
import { holdReasons } from '#contracts/reason.ts';
import { journeysQuery } from '../../journeys/journey-queries.ts';
import { profileNameQuery } from '../../profiles/profile-name-query.ts';
import { FilterChip } from '../../shared/ui/filter-chip.tsx';
import { messagesQuery } from '../message-queries.ts';
import type { DeliveryFilterValues } from './use-deliveries-query.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** All filters stand in the address, so that a filtered list can be sent to a colleague. */
export function DeliveryFilters({ filters }: { filters: DeliveryFilterValues }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/deliveries' });
  const journeys = useQuery(journeysQuery);
  const messages = useQuery(messagesQuery);
  const person = useQuery({ ...profileNameQuery(filters.profile ?? ''), enabled: filters.profile !== undefined });

  const set = (change: DeliveryFilterValues) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const named = (items: readonly { id: string; name: string }[] = []): Choice[] =>
    items.map(({ id, name }) => ({ value: id, label: name }));

  return (
    <div className="row wrap">
      <Filter
        label={t('deliveries.outcome')}
        value={filters.status}
        choices={deliveryStatuses.map((value) => ({ value, label: t(`deliveries.status.${value}`) }))}
        onChange={(value) => set({ status: deliveryStatuses.find((known) => known === value) })}
      />
      <Filter
        label={t('deliveries.channel')}
        value={filters.channel}
        choices={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        onChange={(value) => set({ channel: channels.find((known) => known === value) })}
      />
      <Filter
        label={t('deliveries.reason')}
        value={filters.reason}
        choices={holdReasons.map((value) => ({ value, label: t(`holdReason.${value}`) }))}
        onChange={(value) => set({ reason: holdReasons.find((known) => known === value) })}
      />
      <Filter
        label={t('deliveries.journey')}
        value={filters.journey}
        choices={named(journeys.data?.items)}
        onChange={(journey) => set({ journey })}
      />
      <Filter
        label={t('deliveries.message')}
        value={filters.message}
        choices={named(messages.data?.items)}
        onChange={(message) => set({ message })}
      />
      {filters.profile ? (
        <FilterChip onRemove={() => set({ profile: undefined })}>
          {t('deliveries.toPerson', { person: person.data ?? filters.profile.slice(-8) })}
        </FilterChip>
      ) : null}
    </div>
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string | undefined) => void;
}

function Filter({ label, value, choices, onChange }: FilterProps) {
  return (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      style={{ flex: '1 1 144px', maxWidth: 176 }}
      popupMatchSelectWidth={false}
      value={value ?? null}
      options={[...choices]}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
