import type { z } from 'zod';
import type { sourcePreset } from '#contracts/api/source.ts';
import type { PayloadRule } from '#contracts/source.ts';

type Preset = z.infer<typeof sourcePreset>;

const field = (target: string, path: string, type: 'auto' | 'text' | 'number' = 'auto') => ({ target, path, type });
const item = (name: string, path: string, type: 'auto' | 'text' | 'number' = 'auto') => ({ name, path, type });

/** Shopline's orders have the fields of Shopify's, so both share them. */
const orderLists: PayloadRule['lists'] = [
  {
    target: 'properties.products',
    path: 'line_items',
    fields: [
      item('product_id', 'product_id', 'text'),
      item('sku', 'sku'),
      item('name', 'title'),
      item('price', 'price', 'number'),
      item('quantity', 'quantity', 'number'),
    ],
  },
];
const buyer = [
  field('userId', 'customer.id', 'text'),
  field('email', 'customer.email|email|contact_email'),
  field('phone', 'customer.phone|phone|billing_address.phone'),
];
const orderFields = [
  ...buyer,
  field('properties.order_id', 'id', 'text'),
  field('properties.order_number', 'name'),
  field('properties.total', 'current_total_price|total_price', 'number'),
  field('properties.revenue', 'current_subtotal_price|subtotal_price', 'number'),
  field('properties.discount', 'current_total_discounts|total_discounts', 'number'),
  field('properties.currency', 'currency'),
];
const order = (event: string, topics: readonly string[], header: string, time: string): PayloadRule => ({
  when: [{ path: `header:${header}`, in: [...topics] }],
  type: 'track',
  event,
  id: 'id',
  fields: [...orderFields, field('timestamp', time)],
  lists: orderLists,
});
const person = (topics: readonly string[], header: string): PayloadRule => ({
  when: [{ path: `header:${header}`, in: [...topics] }],
  type: 'identify',
  event: '',
  fields: [
    field('userId', 'id', 'text'),
    field('email', 'email'),
    field('phone', 'phone|default_address.phone'),
    field('traits.firstName', 'first_name'),
    field('traits.lastName', 'last_name'),
    field('traits.city', 'default_address.city'),
    field('traits.country', 'default_address.country_code|default_address.country'),
    field('traits.tags', 'tags'),
  ],
  lists: [],
});

/** Topics and fields: https://shopify.dev/docs/api/webhooks; signature: https://shopify.dev/docs/apps/build/webhooks/subscribe/https */
const shopify: Preset = {
  name: 'shopify',
  check: 'shopify',
  mapping: {
    timeZone: 'UTC',
    rules: [
      order('Order Completed', ['orders/create', 'orders/paid'], 'x-shopify-topic', 'processed_at|created_at'),
      order('Order Cancelled', ['orders/cancelled'], 'x-shopify-topic', 'cancelled_at|updated_at'),
      person(['customers/create', 'customers/update'], 'x-shopify-topic'),
    ],
  },
  example: {
    headers: { 'x-shopify-topic': 'orders/create' },
    body: JSON.stringify(
      {
        id: 4058476875,
        name: '#1021',
        created_at: '2026-03-07T12:19:27+01:00',
        currency: 'GBP',
        total_price: '59.90',
        subtotal_price: '54.90',
        customer: { id: 706405506, email: 'jo@example.com', phone: '+447700900123' },
        line_items: [{ product_id: 632910392, sku: 'TEA-1', title: 'Tea tin', price: '27.45', quantity: 2 }],
      },
      null,
      2,
    ),
  },
};

/**
 * Fields: https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties; topics and signature:
 * https://developer.woocommerce.com/docs/apis/rest-api/v2/webhooks/. An order counts when it is paid; times end with `_gmt`.
 */
const woocommerce: Preset = {
  name: 'woocommerce',
  check: 'woocommerce',
  mapping: {
    timeZone: 'UTC',
    rules: [
      ...(
        [
          ['Order Completed', ['processing', 'completed'], 'date_paid_gmt|date_created_gmt'],
          ['Order Cancelled', ['cancelled'], 'date_modified_gmt'],
        ] as const
      ).map(
        ([event, status, time]): PayloadRule => ({
          when: [
            { path: 'header:x-wc-webhook-resource', in: ['order'] },
            { path: 'status', in: [...status] },
          ],
          type: 'track',
          event,
          id: 'id',
          fields: [
            // 0 is a guest, whom her address names.
            field('email', 'billing.email'),
            field('phone', 'billing.phone'),
            field('traits.firstName', 'billing.first_name'),
            field('traits.lastName', 'billing.last_name'),
            field('properties.order_id', 'id', 'text'),
            field('properties.order_number', 'number', 'text'),
            field('properties.total', 'total', 'number'),
            field('properties.shipping', 'shipping_total', 'number'),
            field('properties.discount', 'discount_total', 'number'),
            field('properties.currency', 'currency'),
            field('timestamp', time),
          ],
          lists: [
            {
              target: 'properties.products',
              path: 'line_items',
              fields: [
                item('product_id', 'product_id', 'text'),
                item('sku', 'sku'),
                item('name', 'name'),
                item('price', 'price', 'number'),
                item('quantity', 'quantity', 'number'),
              ],
            },
          ],
        }),
      ),
      {
        when: [{ path: 'header:x-wc-webhook-topic', in: ['customer.created', 'customer.updated'] }],
        type: 'identify',
        event: '',
        fields: [
          field('userId', 'id', 'text'),
          field('email', 'email|billing.email'),
          field('phone', 'billing.phone'),
          field('traits.firstName', 'first_name'),
          field('traits.lastName', 'last_name'),
          field('traits.city', 'billing.city'),
          field('traits.country', 'billing.country'),
        ],
        lists: [],
      },
    ],
  },
  example: {
    headers: { 'x-wc-webhook-topic': 'order.updated', 'x-wc-webhook-resource': 'order' },
    body: JSON.stringify(
      {
        id: 4750,
        number: '4750',
        status: 'processing',
        currency: 'EUR',
        total: '32.40',
        shipping_total: '4.90',
        discount_total: '0.00',
        date_paid_gmt: '2026-03-11T16:54:40',
        billing: { email: 'jo@example.com', phone: '+4915112345678', first_name: 'Jo', last_name: 'Berg' },
        line_items: [{ product_id: 93, sku: 'MUG-2', name: 'Mug', price: 13.75, quantity: 2 }],
      },
      null,
      2,
    ),
  },
};

/** Fields and headers: https://developer.shopline.com/docs/webhook/order/order-created */
const shopline: Preset = {
  name: 'shopline',
  check: 'shopline',
  mapping: {
    timeZone: 'UTC',
    rules: [
      order('Order Completed', ['orders/create', 'orders/paid'], 'x-shopline-topic', 'processed_at|created_at'),
      order('Order Cancelled', ['orders/cancelled'], 'x-shopline-topic', 'cancelled_at|updated_at'),
      person(['customers/create', 'customers/update'], 'x-shopline-topic'),
    ],
  },
  example: {
    headers: { 'x-shopline-topic': 'orders/paid' },
    body: JSON.stringify(
      {
        id: '21050601589234829843',
        name: 'D1021',
        created_at: '2026-03-07T12:19:27+08:00',
        currency: 'TWD',
        current_total_price: '1280.00',
        customer: { id: '4600508114', email: 'mei@example.com', phone: '+886912345678' },
        line_items: [{ product_id: '160', sku: 'TEA-1', title: '高山茶', price: '640.00', quantity: 2 }],
      },
      null,
      2,
    ),
  },
};

/**
 * Messages about trades: https://doc.youzanyun.com/ (消息推送, trade_TradePaid). What happened stands in `type`; the order, as
 * percent-encoded JSON, in `msg`. Amounts are in yuan, times in China's zone, phone numbers as they are dialled there.
 */
const youzan: Preset = {
  name: 'youzan',
  check: 'youzan',
  mapping: {
    unwrap: 'msg',
    timeZone: 'Asia/Shanghai',
    country: 'CN',
    rules: [
      {
        when: [{ path: 'type', in: ['trade_TradePaid', 'trade_TradeBuyerPay'] }],
        type: 'track',
        event: 'Order Completed',
        id: 'full_order_info.order_info.tid',
        fields: [
          field('userId', 'full_order_info.buyer_info.outer_user_id|full_order_info.buyer_info.yz_open_id', 'text'),
          field('phone', 'full_order_info.buyer_info.buyer_phone|full_order_info.address_info.receiver_tel'),
          field('properties.order_id', 'full_order_info.order_info.tid', 'text'),
          field('properties.total', 'full_order_info.pay_info.payment', 'number'),
          field('properties.revenue', 'full_order_info.pay_info.total_fee', 'number'),
          field('properties.shipping', 'full_order_info.pay_info.post_fee', 'number'),
          { target: 'properties.currency', value: 'CNY', type: 'text' },
          field('timestamp', 'full_order_info.order_info.pay_time|full_order_info.order_info.created'),
        ],
        lists: [
          {
            target: 'properties.products',
            path: 'full_order_info.orders',
            fields: [
              item('product_id', 'item_id', 'text'),
              item('sku', 'outer_sku_id'),
              item('name', 'title'),
              item('price', 'price', 'number'),
              item('quantity', 'num', 'number'),
            ],
          },
        ],
      },
    ],
  },
  example: {
    headers: {},
    body: JSON.stringify({
      type: 'trade_TradePaid',
      msg: encodeURIComponent(
        JSON.stringify({
          full_order_info: {
            order_info: { tid: 'E20260307100839074600007', pay_time: '2026-03-07 10:08:39' },
            buyer_info: { yz_open_id: 'aQ8jx2', buyer_phone: '13800138000' },
            pay_info: { payment: '128.00', total_fee: '120.00', post_fee: '8.00' },
            orders: [{ item_id: 451, title: '龙井茶', price: '60.00', num: 2 }],
          },
        }),
      ),
    }),
  },
};

const own: Preset = {
  name: 'own',
  check: 'secret',
  mapping: {
    timeZone: 'UTC',
    rules: [
      {
        when: [],
        type: 'track',
        event: 'Order Completed',
        id: 'order.id',
        fields: [
          field('email', 'customer.email'),
          field('properties.order_id', 'order.id', 'text'),
          field('properties.total', 'order.total', 'number'),
        ],
        lists: [],
      },
    ],
  },
  example: {
    headers: {},
    body: JSON.stringify({ customer: { email: 'jo@example.com' }, order: { id: 'A-1', total: 19.9 } }, null, 2),
  },
};

export const presets: readonly Preset[] = [shopify, woocommerce, shopline, youzan, own];
