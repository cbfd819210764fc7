import { useMutation, useQueryClient } from '@tanstack/react-query';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Select from 'antd/es/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CreateCouponsRequest, createCouponsRequest, createdCoupons } from '#contracts/api/coupon.ts';
import { type CouponPool, couponPool } from '#contracts/api/coupon-pool.ts';
import { api } from '../shared/api.ts';
import { useFormat } from '../shared/format.ts';
import { Field } from '../shared/ui/field.tsx';
import { FileButton } from '../shared/ui/file-button.tsx';
import { Modal } from '../shared/ui/modal.tsx';
import { Segmented } from '../shared/ui/segmented.tsx';
import { couponKeys } from './coupon-queries.ts';
import { readCodes } from './read-codes.ts';

const kinds = ['percentage', 'amount', 'gift'] as const;
const newPool = '\u0000new';
const none = '\u0000none';

/** Makes codes, or takes those of a file, into a pool or none, with what they are worth and until when. */
export function NewCouponsDialog({ pools, onClose }: { pools: readonly CouponPool[]; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [source, setSource] = useState<'generate' | 'codes'>('generate');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<CreateCouponsRequest['kind']>('percentage');
  const [value, setValue] = useState(10);
  const [limit, setLimit] = useState(1);
  const [until, setUntil] = useState('');
  const [count, setCount] = useState(100);
  const [text, setText] = useState('');
  const [pool, setPool] = useState(none);
  const [poolName, setPoolName] = useState('');
  const codes = readCodes(text);
  const request = {
    ...{
      name: name.trim(),
      kind,
      value,
      redemptionLimit: limit,
      pool: pool === none || pool === newPool ? null : pool,
    },
    // The whole of the last day; the server reads the browser's own zone from the offset.
    validUntil: until === '' ? null : new Date(`${until}T23:59:59.999`).toISOString(),
    ...(source === 'generate' ? { generate: count } : { codes }),
  };
  const checked = createCouponsRequest.safeParse(request);
  const wrongCode = codes.find((_, index) =>
    checked.error?.issues.some(({ path }) => path[0] === 'codes' && path[1] === index),
  );
  const create = useMutation({
    mutationFn: async () => {
      const made =
        pool === newPool ? await api.post('/coupon-pools', { name: poolName.trim() }, couponPool) : undefined;
      return api.post('/coupons', made ? { ...request, pool: made.id } : request, createdCoupons);
    },
    onSuccess: () => Promise.all(couponKeys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  if (create.data) {
    const { codes: made, existing } = create.data;
    return (
      <Modal
        open
        title={t('coupons.add')}
        onCancel={onClose}
        onOk={onClose}
        okText={t('action.close')}
        cancelButtonProps={{ hidden: true }}
      >
        <p role="status">
          {t('coupons.made', { made: format.number(made.length), existing: format.number(existing.length) })}
        </p>
      </Modal>
    );
  }
  return (
    <Modal
      open
      title={t('coupons.add')}
      okText={t('coupons.add')}
      cancelText={t('action.cancel')}
      onCancel={onClose}
      onOk={() => create.mutate()}
      okButtonProps={{
        disabled: !checked.success || (pool === newPool && poolName.trim() === ''),
        loading: create.isPending,
      }}
    >
      <div className="column" style={{ gap: 16 }}>
        <Field label={t('coupons.name')} hint={t('coupons.nameHint')} error={create.error?.message}>
          {(control) => <Input {...control} autoFocus value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <div className="row wrap" style={{ alignItems: 'flex-start' }}>
          <Field label={t('coupons.kind')}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                style={{ width: 160 }}
                options={kinds.map((one) => ({ value: one, label: t(`coupons.kinds.${one}`) }))}
                onChange={setKind}
              />
            )}
          </Field>
          <Field label={t(kind === 'percentage' ? 'coupons.percent' : 'coupons.amount')}>
            {(control) => (
              <InputNumber
                {...control}
                min={0}
                max={kind === 'percentage' ? 100 : 1e9}
                value={value}
                onChange={(next) => setValue(next ?? 0)}
              />
            )}
          </Field>
          <Field label={t('coupons.limit')}>
            {(control) => (
              <InputNumber
                {...control}
                min={1}
                max={1_000_000}
                value={limit}
                onChange={(next) => setLimit(next ?? 1)}
              />
            )}
          </Field>
        </div>
        <Field label={t('coupons.validUntil')} hint={t('coupons.untilHint')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={until}
              style={{ width: 176 }}
              onChange={({ target }) => setUntil(target.value)}
            />
          )}
        </Field>
        <Field label={t('coupons.pool')} hint={t('coupons.poolHint')}>
          {(control) => (
            <Select
              {...control}
              value={pool}
              options={[
                { value: none, label: t('coupons.noPool') },
                ...pools.map((one) => ({ value: one.id, label: one.name })),
                { value: newPool, label: t('coupons.newPool') },
              ]}
              onChange={setPool}
            />
          )}
        </Field>
        {pool === newPool ? (
          <Field label={t('coupons.poolName')}>
            {(control) => <Input {...control} value={poolName} onChange={({ target }) => setPoolName(target.value)} />}
          </Field>
        ) : null}
        <Segmented
          aria-label={t('coupons.source')}
          style={{ alignSelf: 'flex-start' }}
          value={source}
          options={(['generate', 'codes'] as const).map((one) => ({ value: one, label: t(`coupons.sources.${one}`) }))}
          onChange={setSource}
        />
        {source === 'generate' ? (
          <Field label={t('coupons.count')}>
            {(control) => (
              <InputNumber {...control} min={1} max={10_000} value={count} onChange={(next) => setCount(next ?? 1)} />
            )}
          </Field>
        ) : (
          <>
            <Field
              label={t('coupons.codes')}
              hint={t('coupons.codesRead', { codes: format.number(codes.length) })}
              error={
                codes.length > 10_000
                  ? t('coupons.tooMany')
                  : wrongCode === undefined
                    ? undefined
                    : t('coupons.wrongCode', { code: wrongCode })
              }
            >
              {(control) => (
                <Input.TextArea {...control} rows={5} value={text} onChange={({ target }) => setText(target.value)} />
              )}
            </Field>
            <Field label={t('coupons.file')}>
              {({ status: _, ...control }) => (
                <FileButton
                  {...control}
                  named
                  accept=".csv,.txt,text/csv,text/plain"
                  onFile={(file) => void file.text().then(setText)}
                />
              )}
            </Field>
          </>
        )}
      </div>
    </Modal>
  );
}
