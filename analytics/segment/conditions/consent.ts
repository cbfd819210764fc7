import type { LeafCondition } from '#contracts/segment.ts';
import { consentRuleOf } from '#core/profile/consent/consent-rule.ts';
import { topicsAsked } from '#core/segment/conditions/reachable.ts';
import type { Parameters } from '../parameters.ts';
import type { Asked } from '../segment-sql.ts';

type Condition<Type extends LeafCondition['type']> = Extract<LeafCondition, { type: Type }>;

/** Her word about a channel and a topic as a tuple; one without status where she never said one. */
function wordSql(channel: string, topic: string, parameters: Parameters): string {
  const words = `JSONExtract(known, 'consents', 'Array(Tuple(channel String, topic String, status String, at Int64))')`;
  const isIt = `word.channel = ${parameters.bind('String', channel)} AND word.topic = ${parameters.bind('String', topic)}`;
  return `arrayFirst(word -> ${isIt}, ${words})`;
}

export function consentSql({ channel, topic = '', status }: Condition<'consent'>, parameters: Parameters): string {
  const wanted = parameters.bind('String', status === 'none' ? '' : status);
  return `(${wordSql(channel, topic, parameters)}.status = ${wanted})`;
}

/** core/segment/conditions/reachable.ts, gate by gate. */
export function reachableSql(
  condition: Condition<'reachable'>,
  { now, settings }: Asked,
  parameters: Parameters,
): string {
  const { channel } = condition;
  const topics = topicsAsked(condition, settings);
  if (!settings.enabledChannels.includes(channel) || topics.length === 0) return 'false';
  const ofChannel = wordSql(channel, '', parameters);
  const passes = topics.map((topic) => {
    const ofTopic = wordSql(channel, topic, parameters);
    const isNewer = `(ofTopic.status != '' AND ofTopic.at > ofChannel.at)`;
    const isCovered = `(ofChannel.status = 'granted' AND ofChannel.at >= ofTopic.at)`;
    const open = `multiIf(ofTopic.status = '', ofChannel.status, ${isCovered}, 'granted', ofTopic.status)`;
    const unsaid = consentRuleOf(settings, channel, topic).optIn ? 'false' : `${open} NOT IN ('pending', 'lapsed')`;
    const isRefused = `ofTopic.status = 'denied' OR (ofChannel.status = 'denied' AND NOT ${isNewer})`;
    const passed = `NOT (${isRefused}) AND (${open} = 'granted' OR ${unsaid})`;
    return `arrayExists((ofTopic, ofChannel) -> ${passed}, [${ofTopic}], [${ofChannel}])`;
  });
  const conditions = [
    `NOT JSONHas(known, 'restricted')`,
    `has(JSONExtract(known, 'addresses', 'Array(String)'), ${parameters.bind('String', channel)})`,
    `NOT JSONHas(known, 'suppressed', ${parameters.bind('String', channel)})`,
    `NOT JSONHas(known, 'doNotContact')`,
    `JSONExtractInt(known, 'pausedUntil') <= ${parameters.bind('Int64', now)}`,
    `(${passes.join(' OR ')})`,
  ];
  return `(${conditions.join(' AND ')})`;
}

export function suppressedSql({ channel, reason }: Condition<'suppressed'>, parameters: Parameters): string {
  const ofChannel = parameters.bind('String', channel);
  if (reason === undefined) return `JSONHas(known, 'suppressed', ${ofChannel})`;
  const reasons = `JSONExtract(known, 'suppressed', ${ofChannel}, 'Array(String)')`;
  return `has(${reasons}, ${parameters.bind('String', reason)})`;
}

export function doNotContactSql({ scope }: Condition<'do_not_contact'>, parameters: Parameters): string {
  if (scope === undefined) return `JSONHas(known, 'doNotContact')`;
  return `(JSONExtractString(known, 'doNotContact') = ${parameters.bind('String', scope)})`;
}
