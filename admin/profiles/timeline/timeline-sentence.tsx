import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { TimelineItem } from '#contracts/api/timeline.ts';
import { groupEvent } from '#contracts/company.ts';
import { inboundEvent } from '#contracts/inbound/inbound.ts';
import { gradeEvent, pointsEvent } from '#contracts/lead-score.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import { listJoinedEvent, listLeftEvent } from '#contracts/people-list.ts';
import { GradeSentence } from '../../lead-score/grade-sentence.tsx';
import { PointsSentence } from '../../lead-score/points-sentence.tsx';
import { ListSentence } from '../../lists/list-sentence.tsx';
import { PersonaSentence } from '../../personas/person-persona.tsx';
import { useFormat } from '../../shared/format.ts';
import { useNames } from '../../shared/names/use-names.ts';
import { AttributeSentence, StageSentence } from '../attributes/attribute-sentence.tsx';
import { CompanySentence } from './company-sentence.tsx';
import { InboundSentence } from './inbound-sentence.tsx';

/** What happened, in one sentence whose names lead to what they name. */
export function TimelineSentence({ item }: { item: TimelineItem }) {
  const { t } = useTranslation();
  const names = useNames();
  switch (item.type) {
    case 'event':
      if (item.name === 'Tags Changed' || item.name === 'Owner Changed') return <AttributeSentence item={item} />;
      if (item.name === 'Persona Changed') return <PersonaSentence id={item.properties['persona']} />;
      if (item.name === inboundEvent) return <InboundSentence properties={item.properties} />;
      if (item.name === groupEvent) return <CompanySentence properties={item.properties} />;
      if (item.name === gradeEvent) return <GradeSentence item={item} />;
      if (item.name === pointsEvent) return <PointsSentence item={item} />;
      if (item.name === listJoinedEvent) return <ListSentence item={item} change="joined" />;
      if (item.name === listLeftEvent) return <ListSentence item={item} change="left" />;
      return (
        <>
          {item.kind === 'identify' ? t('timeline.identify') : names.event(item.name)}
          {item.imported ? <span className="small faint"> {t('timeline.imported')}</span> : null}
        </>
      );
    case 'decision':
      return (
        <Trans
          i18nKey={`timeline.decision.${item.outcome}`}
          values={{
            message: item.messageName,
            channel: item.channel ? t(`channel.${item.channel}`) : '',
            reason: item.reason ? t(`holdReason.${item.reason}`) : '',
          }}
          components={{ message: <MessageLink id={item.message} /> }}
        />
      );
    case 'message':
      return (
        <Trans
          i18nKey="timeline.message"
          values={{ message: item.messageName, channel: t(`channel.${item.channel}`), kind: t(`receipt.${item.kind}`) }}
          components={{ message: <MessageLink id={item.message} /> }}
        />
      );
    case 'order':
      return (
        <>
          <strong>
            <OrderWords order={item} />
          </strong>
          {item.attribution ? (
            <span className="small soft" style={{ display: 'block' }}>
              <Trans
                i18nKey={`timeline.attributed.${item.attribution.touch}`}
                values={{ message: item.attribution.messageName, channel: t(`channel.${item.attribution.channel}`) }}
                components={{ message: <MessageLink id={item.attribution.message} /> }}
              />
            </span>
          ) : null}
        </>
      );
    case 'consent':
      return (
        <>
          {t(`profiles.consentFact.${item.kind}.${item.status}`, { defaultValue: item.status })}
          {item.channel ? <span className="soft"> · {t(`channel.${item.channel}`)}</span> : null}
          {item.topicName ? <span className="soft"> · {item.topicName}</span> : null}
        </>
      );
    case 'membership':
      if (stageOfSegment(item.segment)) return <StageSentence item={item} />;
      return (
        <Trans
          i18nKey={`timeline.membership.${item.change}`}
          values={{ segment: item.segmentName }}
          components={{
            segment: <Link className="link" to="/segments/$id" params={{ id: item.segment }} />,
          }}
        />
      );
    case 'journey_step':
      return (
        <Trans
          i18nKey={`timeline.journey.${item.change}`}
          values={{
            journey: item.journeyName,
            branch: item.branch ? t(`branch.${item.branch}`, { defaultValue: item.branch }) : '',
            detail: item.detail ? t(`timeline.exit.${item.detail}`, { defaultValue: item.detail }) : '',
          }}
          components={{
            journey: (
              <Link className="link" to="/journeys/$id" params={{ id: item.journey }} search={{ node: item.node }} />
            ),
          }}
        />
      );
  }
}

function MessageLink({ id, children }: { id: string; children?: ReactNode }) {
  // The product's own: their words stand in the settings.
  const section = id.startsWith('double-opt-in:')
    ? 'consent'
    : id.startsWith('keyword-reply:')
      ? 'keywords'
      : undefined;
  if (section !== undefined) {
    return (
      <Link className="link" to="/settings/$section" params={{ section }}>
        {children}
      </Link>
    );
  }
  return (
    <Link className="link" to="/messages/$id" params={{ id }}>
      {children}
    </Link>
  );
}

/** Not every sender tells which items an order has. */
function OrderWords({ order: { value, currency, itemCount } }: { order: Extract<TimelineItem, { type: 'order' }> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { value: format.money(Math.abs(value), currency, { whole: false }), count: itemCount };
  return itemCount === 0
    ? t(value < 0 ? 'timeline.refundOnly' : 'timeline.orderOnly', words)
    : t(value < 0 ? 'timeline.refund' : 'timeline.order', words);
}
