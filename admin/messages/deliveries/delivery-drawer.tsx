import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import Drawer from 'antd/es/drawer';
import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '#contracts/api/delivery.ts';
import { useFormat } from '../../shared/format.ts';
import { FactList } from '../../shared/ui/fact-list.tsx';
import { GateList } from '../../shared/ui/gate-list.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { ChannelMark } from '../../shared/ui/marks.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Skeleton } from '../../shared/ui/state.tsx';
import { Thread, ThreadItem } from '../../shared/ui/thread.tsx';
import { useReasonWords } from '../use-reason-words.ts';
import { OutcomePill } from './outcome-pill.tsx';
import { PendingHandOverWords } from './pending-hand-over.tsx';
import { deliveryQuery } from './use-deliveries-query.ts';

interface DeliveryDrawerProps {
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** Why one message to one person was sent or not, and what became of it. */
export function DeliveryDrawer({ id, onClose }: DeliveryDrawerProps) {
  const { t } = useTranslation();
  const query = useQuery({ ...deliveryQuery(id ?? ''), enabled: id !== undefined, refetchInterval: 5_000 });
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={t('deliveries.detail')} size={480} destroyOnHidden>
      <QueryView query={query} skeleton={<Skeleton height={240} />}>
        {(delivery) => <DeliveryStory delivery={delivery} />}
      </QueryView>
    </Drawer>
  );
}

function DeliveryStory({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords();
  // Asks to confirm a consent: its words stand in the settings, and no journey sends it.
  const isConfirmation = delivery.journey === '';
  return (
    <div className="column" style={{ gap: 24 }}>
      <FactList
        facts={[
          { key: 'outcome', label: t('deliveries.outcome'), value: <OutcomePill delivery={delivery} /> },
          ...(delivery.reason
            ? [{ key: 'reason', label: t('deliveries.reason'), value: reasonWords(delivery.reason) }]
            : []),
          ...(delivery.pending
            ? [
                {
                  key: 'pending',
                  label: t('deliveries.waitsFor'),
                  value: <PendingHandOverWords pending={delivery.pending} />,
                },
              ]
            : []),
          {
            key: 'person',
            label: t('deliveries.person'),
            value: (
              <Link className="link" to="/profiles/$id" params={{ id: delivery.profile }}>
                {delivery.personName}
              </Link>
            ),
          },
          {
            key: 'message',
            label: t('deliveries.message'),
            value: isConfirmation ? (
              <Link className="link" to="/settings/$section" params={{ section: 'consent' }}>
                {delivery.messageName}
              </Link>
            ) : (
              <Link className="link" to="/messages/$id" params={{ id: delivery.message }}>
                {delivery.messageName}
              </Link>
            ),
          },
          ...(isConfirmation
            ? []
            : [
                {
                  key: 'journey',
                  label: t('deliveries.journey'),
                  value: (
                    <Link
                      className="link"
                      to="/journeys/$id"
                      params={{ id: delivery.journey }}
                      search={{ node: delivery.node }}
                    >
                      {delivery.journeyName}
                    </Link>
                  ),
                },
              ]),
        ]}
      />
      {delivery.facts.some(({ provider }) => provider === 'sandbox') ? (
        <Link className="link" to="/inbox" search={{ open: delivery.id }}>
          <Icon name="inbox" size={14} /> {t('deliveries.inInbox')}
        </Link>
      ) : null}
      {delivery.decisions.map((decision) => (
        <section key={`${decision.at}:${decision.outcome}`} className="column">
          <h3>
            {t(`deliveries.decision.${decision.outcome}`)}
            {decision.reason ? `: ${t(`holdReason.${decision.reason}`)}` : ''}
          </h3>
          <span className="small faint number">{format.dateTime(decision.at)}</span>
          {decision.gates.length > 0 ? (
            <GateList gates={decision.gates} />
          ) : (
            <p className="soft">{t('deliveries.noGates')}</p>
          )}
        </section>
      ))}
      {delivery.facts.length > 0 ? (
        <section className="column">
          <h3>{t('deliveries.since')}</h3>
          <Thread label={t('deliveries.since')}>
            {delivery.facts.map((fact) => (
              <ThreadItem
                key={`${fact.at}:${fact.kind}:${fact.link}`}
                icon={fact.channel}
                color={`var(--channel-${fact.channel})`}
                at={<span className="number">{format.clock(fact.at)}</span>}
                detail={fact.link ? <span className="small faint">{fact.link}</span> : null}
              >
                <ChannelMark channel={fact.channel} /> {t(`receipt.${fact.kind}`)}
                {fact.reason ? <span className="soft"> ({reasonWords(fact.reason)})</span> : null}
              </ThreadItem>
            ))}
          </Thread>
        </section>
      ) : null}
    </div>
  );
}
