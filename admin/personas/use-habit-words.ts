import { useTranslation } from 'react-i18next';
import type { PersonaHabits } from '#contracts/api/persona.ts';
import { useFormat } from '../shared/format.ts';

/** What an average one of them does, as a sentence. */
export function useHabitWords(currency: string): (habits: PersonaHabits) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ means }) => {
    const {
      orders = 0,
      order_value = 0,
      products = 0,
      days_since_order = 0,
      discount_share = 0,
      weekend_share = 0,
    } = means;
    return [
      t('customers.personas.habitOrders', {
        ...{ orders: format.rate(orders), value: format.money(order_value, currency), count: tenths(orders) },
      }),
      t('customers.personas.habitProducts', { products: format.rate(products), count: tenths(products) }),
      t('customers.personas.habitLast', {
        days: format.number(Math.round(days_since_order)),
        count: Math.round(days_since_order),
      }),
      ...(discount_share >= 0.01
        ? [t('customers.personas.habitDiscount', { share: format.percent(discount_share) })]
        : []),
      ...(weekend_share >= 0.1 ? [t('customers.personas.habitWeekend', { share: format.percent(weekend_share) })] : []),
    ].join(t('customers.personas.sentenceJoin'));
  };
}

/** As it is shown: 1.2 orders, 1 order. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
