import { derivedMessageId, type ImportEvent } from '#flow/import/import-event.ts';
import type { Customer } from '../shop.ts';
import { draw } from './draw.ts';

/** Shops that do not exist, for some of the customers: the data says that many of them were wholesalers, not who they were. */
const companies = [
  ['Harbour Gifts', 'Gift shop', 4],
  ['Lantern & Loom', 'Interiors', 9],
  ['Fern & Fable', 'Children', 3],
  ['Northgate Interiors', 'Interiors', 14],
  ['Tin Kettle Tearooms', 'Café', 11],
  ['Paper Lane', 'Stationer', 2],
  ['Juniper Home', 'Interiors', 6],
  ['The Button Room', 'Haberdashery', 3],
  ['Marlow Museum Shop', 'Museum', 22],
  ['Brightwater Garden Centre', 'Garden centre', 35],
] as const;

/** One of fifteen customers buys for a company, from her first order on. */
export function* joinsCompany(customer: Customer, joinedAt: string): Generator<ImportEvent> {
  if (draw('company', customer.id) > 1 / 15) return;
  const index = Math.floor(draw('which company', customer.id) * companies.length);
  const [name, industry, employees] = companies[index] ?? companies[0];
  const groupId = `demo-company-${index + 1}`;
  const website = `https://${groupId}.example.com`;
  yield {
    ...{ type: 'group', messageId: derivedMessageId('demo company', customer.id), userId: customer.id, groupId },
    ...{ timestamp: joinedAt, traits: { name, industry, employees, website } },
  };
}
