import { type RejectedRow, rejected } from './import-event.ts';
import type { ConversionContext, OrderRules } from './kind.ts';
import { parseNumber } from './parse-value.ts';
import { aboutCell, cell } from './person.ts';
import type { Row } from './row.ts';

/** What a line of an order is, once the shop's codes are understood. Amounts are in hundredths of the currency. */
export interface OrderLine {
  readonly type: 'product' | 'shipping' | 'discount';
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly quantity: number;
  /** price x quantity; below zero in a cancellation. */
  readonly cents: number;
}

/** Reads one line, or says why it does not count. */
export function readOrderLine(row: Row, refund: boolean, context: ConversionContext): OrderLine | RejectedRow {
  const sku = cell(row, context, 'sku');
  const role = roleOf(sku, context.orders);
  if (role === 'fee')
    return rejected(row.line, 'fee', `${sku} is neither goods nor carriage`, aboutCell(context, 'sku', sku));
  const quantityText = cell(row, context, 'quantity') || '1';
  const quantity = parseNumber(quantityText);
  if (quantity === undefined) return noNumber(row, context, 'quantity', quantityText);
  const priceText = cell(row, context, 'price');
  const price = parseNumber(priceText);
  if (price === undefined) return noNumber(row, context, 'price', priceText);
  if (price === 0)
    return rejected(row.line, 'zero_price', `${sku} was given, not sold`, aboutCell(context, 'sku', sku));
  if (role === 'product' && quantity < 0 !== refund) {
    return rejected(
      row.line,
      'negative_quantity',
      `quantity ${quantity} of ${sku} ${refund ? 'in a cancellation' : 'in a sale'}`,
      aboutCell(context, 'quantity', quantityText),
    );
  }
  const name = cell(row, context, 'name');
  return { type: role, sku, name, price, quantity, cents: Math.round(price * quantity * 100) };
}

function noNumber(row: Row, context: ConversionContext, target: string, value: string): RejectedRow {
  return rejected(row.line, 'invalid_number', `${target} "${value}" is no number`, aboutCell(context, target, value));
}

function roleOf(sku: string, rules: OrderRules): OrderLine['type'] | 'fee' {
  const code = sku.toUpperCase();
  if (rules.shippingCodes.has(code)) return 'shipping';
  if (rules.discountCodes.has(code)) return 'discount';
  return rules.feeCodes.has(code) ? 'fee' : 'product';
}
