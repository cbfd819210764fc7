import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import Button from 'antd/es/button';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { couponStates } from '#contracts/api/coupon.ts';
import { ExportButton } from '../shared/ui/export-button.tsx';
import { Icon } from '../shared/ui/icon.tsx';
import { ListSection } from '../shared/ui/list-section.tsx';
import { Page } from '../shared/ui/page.tsx';
import { SearchInput } from '../shared/ui/search-input.tsx';
import { moreOf } from '../shared/use-list-query.ts';
import { useMayChange } from '../sign-in/use-may-change.ts';
import { CouponDrawer } from './coupon-drawer.tsx';
import { CouponPools } from './coupon-pools.tsx';
import { couponPoolsQuery, useCouponsQuery } from './coupon-queries.ts';
import { CouponTable } from './coupon-table.tsx';
import { NewCouponsDialog } from './new-coupons-dialog.tsx';

const route = getRouteApi('/layout/coupons');

/** Which codes are out, who has them, and what became of them. */
export function CouponsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/coupons' });
  const filters = route.useSearch();
  const { search, pool, state, code } = filters;
  const query = useCouponsQuery({ search, pool, state });
  const pools = useQuery(couponPoolsQuery);
  const mayChange = useMayChange();
  const [adding, setAdding] = useState(false);
  const set = (change: Partial<typeof filters>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const filtered = search !== undefined || pool !== undefined || state !== undefined;
  const add = mayChange ? (
    <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
      {t('coupons.add')}
    </Button>
  ) : null;
  const shown = query.data?.find((one) => one.code === code);
  return (
    <Page
      title={t('coupons.title')}
      question={t('coupons.question')}
      actions={
        <>
          <ExportButton list="coupons" filters={{ search, pool, state }} />
          {add}
        </>
      }
    >
      <CouponPools pools={pools.data} chosen={pool} onChoose={(id) => set({ pool: id })} />
      <div className="row wrap">
        <SearchInput
          label={t('coupons.search')}
          value={search ?? ''}
          onSearch={(text) => set({ search: text || undefined })}
        />
        <Select
          aria-label={t('coupons.state')}
          style={{ minWidth: 160 }}
          value={state ?? 'all'}
          options={[
            { value: 'all', label: t('coupons.anyState') },
            ...couponStates.map((value) => ({ value, label: t(`coupons.states.${value}`) })),
          ]}
          onChange={(value) => set({ state: couponStates.find((one) => one === value) })}
        />
      </div>
      <ListSection
        query={query}
        columns={6}
        onClear={filtered ? () => void navigate({ search: {} }) : undefined}
        empty={{ icon: 'coupon', title: t('coupons.empty.title'), text: t('coupons.empty.text'), actions: add }}
      >
        {(coupons) => <CouponTable coupons={coupons} more={moreOf(query)} onOpen={(next) => set({ code: next })} />}
      </ListSection>
      {adding ? <NewCouponsDialog pools={pools.data ?? []} onClose={() => setAdding(false)} /> : null}
      {shown ? <CouponDrawer coupon={shown} onClose={() => set({ code: undefined })} /> : null}
    </Page>
  );
}
