import type { Catalog } from '#contracts/api/catalog.ts';
import type { JourneyDefinition } from '#contracts/journey.ts';
import { propertiesOf, type SeenField } from '../../shared/conditions/use-catalog.ts';

/** The properties that were seen on what starts the journey. */
export function entryProperties({ nodes }: JourneyDefinition, catalog: Catalog): readonly SeenField[] {
  return nodes.flatMap((node) =>
    node.kind === 'trigger' && node.trigger.type === 'event' ? propertiesOf(catalog, node.trigger.match.event) : [],
  );
}
