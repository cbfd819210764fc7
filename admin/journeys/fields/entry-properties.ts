import type { Catalog } from '#contracts/api/catalog.ts';
import { inboundEvent } from '#contracts/inbound/inbound.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { propertiesOf, type SeenField } from '../../shared/conditions/use-catalog.ts';

/** The properties that were seen on what starts the journey. */
export function entryProperties({ nodes }: JourneyDefinition, catalog: Catalog): readonly SeenField[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'trigger') return [];
    if (node.trigger.type === 'inbound') return propertiesOf(catalog, inboundEvent);
    return node.trigger.type === 'event' ? propertiesOf(catalog, node.trigger.match.event) : [];
  });
}
