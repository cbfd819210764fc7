import { useQuery } from '@tanstack/react-query';
import { Fragment, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { couponStates } from '#contracts/api/coupon.ts';
import { deliveryStatuses } from '#contracts/api/delivery.ts';
import { channels } from '#contracts/channel.ts';
import { stageOfSegment } from '#contracts/lifecycle.ts';
import { holdReasons } from '#contracts/reason.ts';
import { couponPoolsQuery } from '../../coupons/coupon-queries.ts';
import { journeysQuery } from '../../journeys/journey-queries.ts';
import { listsQuery } from '../../lists/list-queries.ts';
import { messagesQuery } from '../../messages/message-queries.ts';
import { CellWords, MoveWords, PersonaWords } from '../../profiles/list/customer-words.tsx';
import { LazyStepName } from '../../profiles/list/lazy-step-name.ts';
import { profileNameQuery } from '../../profiles/profile-name-query.ts';
import { segmentsQuery } from '../../segments/segment-queries.ts';
import { useFormat } from '../../shared/format.ts';

type Filters = Readonly<Record<string, string | undefined>>;

/** Says the filters of an export as a reader knows them: what is named by its id there has its name here. */
export function FilterWords({ filters }: { filters: Filters }) {
  const { journey, node } = filters;
  const place = journey !== undefined && node !== undefined ? { journey, node } : undefined;
  const said = Object.entries(filters).filter(
    ([key, value]) => value !== undefined && !(place && (key === 'journey' || key === 'node')),
  );
  const words = said.map(([key, value = '']) => ({ key, word: <FilterWord filter={key} value={value} /> }));
  if (place)
    words.push({
      key: 'node',
      word: (
        <Suspense fallback="…">
          <LazyStepName {...place} />
        </Suspense>
      ),
    });
  return words.map(({ key, word }, index) => (
    <Fragment key={key}>
      {index > 0 ? ' · ' : null}
      {word}
    </Fragment>
  ));
}

type NamedFilter = 'segment' | 'journey' | 'message' | 'list' | 'pool' | 'profile';

interface FilterWordProps {
  readonly filter: string;
  readonly value: string;
}

/** A value that no list has any more is shown as it is. */
function FilterWord({ filter, value }: FilterWordProps) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (filter) {
    case 'segment':
    case 'journey':
    case 'message':
    case 'list':
    case 'pool':
    case 'profile':
      return <NamedWord filter={filter} value={value} />;
    case 'rfm':
      return <CellWords cells={value} />;
    case 'persona':
      return <PersonaWords id={value} />;
    case 'moved':
      return <MoveWords move={value} />;
    case 'name':
      return t('exports.filter.name', { name: value });
    case 'search':
      return t('exports.filter.search', { name: value });
    case 'from':
      return t('exports.filter.from', { at: format.dateTime(value) });
    case 'to':
      return t('exports.filter.to', { at: format.dateTime(value) });
    case 'status':
      return isOneOf(deliveryStatuses, value) ? t(`deliveries.status.${value}`) : value;
    case 'channel':
      return isOneOf(channels, value) ? t(`channel.${value}`) : value;
    case 'reason':
      return isOneOf(holdReasons, value) ? t(`holdReason.${value}`) : value;
    case 'state':
      return isOneOf(couponStates, value) ? t(`coupons.states.${value}`) : value;
    default:
      return value;
  }
}

function NamedWord({ filter, value }: { filter: NamedFilter; value: string }) {
  const { t } = useTranslation();
  const segments = useQuery({ ...segmentsQuery, enabled: filter === 'segment' }).data?.items;
  const journeys = useQuery({ ...journeysQuery, enabled: filter === 'journey' }).data?.items;
  const messages = useQuery({ ...messagesQuery, enabled: filter === 'message' }).data?.items;
  const lists = useQuery({ ...listsQuery, enabled: filter === 'list' }).data?.items;
  const pools = useQuery({ ...couponPoolsQuery, enabled: filter === 'pool' }).data;
  const person = useQuery({ ...profileNameQuery(value), enabled: filter === 'profile' }).data;
  const stage = filter === 'segment' ? stageOfSegment(value) : undefined;
  if (stage) return t('attributes.inStage', { stage: t(`attributes.stage.${stage}`) });
  const known = {
    segment: segments,
    journey: journeys,
    message: messages,
    list: lists,
    pool: pools,
    profile: undefined,
  };
  const named = known[filter]?.find(({ id }) => id === value)?.name;
  // The id stands for what is not known yet, or is deleted.
  return t(`exports.filter.${filter}`, { name: person ?? named ?? value });
}

function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return words.some((word) => word === text);
}
