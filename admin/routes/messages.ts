import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { couponStates } from '#contracts/api/coupon.ts';
import { deliveryStatuses } from '#contracts/api/delivery.ts';
import { channels } from '#contracts/channel.ts';
import { holdReasons } from '#contracts/reason.ts';
import { languageSchema } from '#contracts/topic.ts';
import { words } from '../i18n/setup.ts';
import { messageSorts } from '../messages/message-sorts.ts';
import { layout } from './root.ts';
import { optional, word } from './search.ts';

const messages = createRoute({
  getParentRoute: () => layout,
  path: '/messages',
  validateSearch: z.object({ search: word, inStatus: word, sort: optional(z.enum(messageSorts)) }),
  beforeLoad: words('messages', 'definition-list', 'inbound'),
  component: lazyRouteComponent(() => import('../messages/messages-page.tsx'), 'MessagesPage'),
});

const message = createRoute({
  getParentRoute: () => layout,
  path: '/messages/$id',
  beforeLoad: words('messages', 'inbound'),
  validateSearch: z.object({ channel: optional(z.enum(channels)), language: optional(languageSchema) }),
  component: lazyRouteComponent(() => import('../messages/message-page.tsx'), 'MessagePage'),
});

const deliveries = createRoute({
  getParentRoute: () => layout,
  path: '/deliveries',
  beforeLoad: words('messages', 'sending', 'inbound'),
  validateSearch: z.object({
    status: optional(z.enum(deliveryStatuses)),
    channel: optional(z.enum(channels)),
    reason: optional(z.enum(holdReasons)),
    journey: word,
    message: word,
    profile: word,
    open: word,
  }),
  component: lazyRouteComponent(() => import('../messages/deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
});

const received = createRoute({
  getParentRoute: () => layout,
  path: '/deliveries/received',
  beforeLoad: words('messages', 'inbound'),
  validateSearch: z.object({ channel: optional(z.enum(channels)), search: word }),
  component: lazyRouteComponent(() => import('../messages/received/received-page.tsx'), 'ReceivedPage'),
});

const inbox = createRoute({
  getParentRoute: () => layout,
  path: '/inbox',
  beforeLoad: words('messages', 'inbound'),
  validateSearch: z.object({ search: word, channel: optional(z.enum(channels)), open: word }),
  component: lazyRouteComponent(() => import('../inbox/inbox-page.tsx'), 'InboxPage'),
});

const coupons = createRoute({
  getParentRoute: () => layout,
  path: '/coupons',
  beforeLoad: words('coupons'),
  validateSearch: z.object({ search: word, pool: word, state: optional(z.enum(couponStates)), code: word }),
  component: lazyRouteComponent(() => import('../coupons/coupons-page.tsx'), 'CouponsPage'),
});

export const messagesRoutes = [messages, message, deliveries, received, inbox, coupons] as const;
