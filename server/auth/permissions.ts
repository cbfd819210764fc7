import type { KeyRole } from '#contracts/api/key.ts';

/**
 * Who may ask for what. `public` needs nothing, `tracking` and `import` bring a key that the route itself reads (it may
 * stand in the body), `signed` brings a signed link, `viewer` and `admin` are roles of people and of API keys,
 * `point_of_sale` is one of API keys: a key that lies in a shop opens nothing else.
 */
export type Permission = 'public' | 'tracking' | 'import' | 'signed' | 'point_of_sale' | 'viewer' | 'admin';

/** One entry per route, by method and path as registered. A route without an entry cannot be registered. */
export const permissions: { readonly [route: string]: Permission } = {
  'GET /health/live': 'public',
  'GET /health/ready': 'public',
  // From this machine; from elsewhere the route itself asks for an API key, unless the operator made it public.
  'GET /metrics': 'public',
  'GET /api/v1/openapi.json': 'public',
  // The admin app; what it shows comes from the API.
  'GET /*': 'public',

  'GET /api/auth/*': 'public',
  'POST /api/auth/*': 'public',
  'GET /api/v1/session': 'viewer',

  'OPTIONS /v1/*': 'public',
  'GET /v1/projects/:writeKey/settings': 'tracking',
  'POST /v1/identify': 'tracking',
  'POST /v1/track': 'tracking',
  'POST /v1/page': 'tracking',
  'POST /v1/screen': 'tracking',
  'POST /v1/group': 'tracking',
  'POST /v1/alias': 'tracking',
  'POST /v1/batch': 'tracking',
  'POST /v1/i': 'tracking',
  'POST /v1/t': 'tracking',
  'POST /v1/p': 'tracking',
  'POST /v1/s': 'tracking',
  'POST /v1/g': 'tracking',
  'POST /v1/a': 'tracking',
  'POST /v1/b': 'tracking',
  'POST /v1/m': 'public',
  'POST /v1/import': 'import',

  'GET /o/*': 'signed',
  'GET /l/*': 'signed',
  'GET /s/*': 'signed',
  'GET /u/*': 'signed',
  'POST /u/*': 'signed',
  'GET /p/*': 'signed',
  'POST /p/*': 'signed',
  'POST /receipts/*': 'signed',
  'GET /c/*': 'signed',
  'POST /c/*': 'signed',

  // The demo brand's shop, mounted while the demo is on.
  'GET /demo/shop': 'public',
  'GET /demo/shop/products/:sku': 'public',
  'GET /demo/shop/orders/:order': 'public',

  'GET /api/v1/home': 'viewer',
  'GET /api/v1/live': 'viewer',
  'GET /api/v1/catalog': 'viewer',
  'GET /api/v1/profiles': 'viewer',
  'GET /api/v1/profiles/:id': 'viewer',
  'GET /api/v1/profiles/:id/timeline': 'viewer',
  'GET /api/v1/profiles/:id/merges': 'viewer',
  'POST /api/v1/profiles/:id/merges': 'admin',
  'GET /api/v1/profiles/:id/merges/:loser/undo': 'viewer',
  'POST /api/v1/profiles/:id/merges/:loser/undo': 'admin',
  'GET /api/v1/identity/conflicts': 'viewer',
  'POST /api/v1/identity/conflicts/decide': 'admin',
  'GET /api/v1/profiles/:id/segments/:segment/explanation': 'viewer',
  'POST /api/v1/consents': 'admin',
  'GET /api/v1/profiles/:id/consents': 'viewer',
  'POST /api/v1/profiles/:id/consents': 'admin',
  'PUT /api/v1/profiles/:id/do-not-contact': 'admin',
  'DELETE /api/v1/profiles/:id/do-not-contact': 'admin',
  'GET /api/v1/suppressions': 'viewer',
  'GET /api/v1/suppressions/export': 'admin',
  'POST /api/v1/suppressions': 'admin',
  'DELETE /api/v1/suppressions/:channel/:hash': 'admin',
  'POST /api/v1/consent/preview': 'viewer',

  'GET /api/v1/segments': 'viewer',
  'POST /api/v1/segments': 'admin',
  'POST /api/v1/segments/preview': 'viewer',
  'GET /api/v1/segments/:id': 'viewer',
  'PUT /api/v1/segments/:id': 'admin',
  'DELETE /api/v1/segments/:id': 'admin',
  'POST /api/v1/segments/:id/publish': 'admin',

  'GET /api/v1/journeys': 'viewer',
  'POST /api/v1/journeys': 'admin',
  'GET /api/v1/journeys/:id': 'viewer',
  'PUT /api/v1/journeys/:id': 'admin',
  'DELETE /api/v1/journeys/:id': 'admin',
  'GET /api/v1/journeys/:id/counts': 'viewer',
  'POST /api/v1/journeys/:id/publish': 'admin',
  'POST /api/v1/journeys/:id/pause': 'admin',
  'POST /api/v1/journeys/:id/resume': 'admin',

  'GET /api/v1/messages': 'viewer',
  'POST /api/v1/messages': 'admin',
  'POST /api/v1/messages/preview': 'viewer',
  'GET /api/v1/messages/:id': 'viewer',
  'PUT /api/v1/messages/:id': 'admin',
  'DELETE /api/v1/messages/:id': 'admin',
  'POST /api/v1/messages/:id/publish': 'admin',
  'GET /api/v1/deliveries': 'viewer',
  'GET /api/v1/deliveries/:id': 'viewer',
  'GET /api/v1/inbox': 'viewer',
  'GET /api/v1/inbox/:id': 'viewer',

  'GET /api/v1/settings': 'viewer',
  'PUT /api/v1/settings': 'admin',
  'GET /api/v1/channels': 'viewer',
  'PUT /api/v1/channels/:channel': 'admin',
  'POST /api/v1/channels/:channel/test': 'admin',
  'GET /api/v1/keys': 'admin',
  'POST /api/v1/keys': 'admin',
  'PUT /api/v1/keys/:id': 'admin',
  'DELETE /api/v1/keys/:id': 'admin',
  'GET /api/v1/team': 'viewer',
  'POST /api/v1/team': 'admin',
  'PUT /api/v1/team/:id': 'admin',
  'DELETE /api/v1/team/:id': 'admin',
  'POST /api/v1/team/:id/link': 'admin',
  // Whoever holds a link to set a password cannot sign in yet.
  'POST /api/v1/team/link-owner': 'public',

  'POST /api/v1/point-of-sale/customers/look-up': 'point_of_sale',
  'POST /api/v1/point-of-sale/transactions': 'point_of_sale',
  'GET /api/v1/coupons': 'viewer',
  'POST /api/v1/coupons': 'admin',
  'DELETE /api/v1/coupons/:code': 'admin',

  'GET /api/v1/schema/settings': 'viewer',
  'PUT /api/v1/schema/settings': 'admin',
  'GET /api/v1/schema/events': 'viewer',
  'GET /api/v1/schema/event': 'viewer',
  'PUT /api/v1/schema/event': 'admin',
  'POST /api/v1/schema/event/check': 'viewer',
  'GET /api/v1/schema/traits': 'viewer',
  'GET /api/v1/schema/trait': 'viewer',
  'PUT /api/v1/schema/trait': 'admin',
  'GET /api/v1/schema/suggestions': 'viewer',
  'GET /api/v1/schema/kept-aside': 'viewer',
  'GET /api/v1/schema/kept-aside/events': 'viewer',
  'POST /api/v1/schema/kept-aside/preview': 'viewer',
  'POST /api/v1/schema/kept-aside/replay': 'admin',
  'POST /api/v1/schema/kept-aside/discard': 'admin',
  'GET /api/v1/schema/kept-aside/actions/:id': 'viewer',
  'POST /api/v1/schema/kept-aside/actions/:id/undo': 'admin',

  'GET /api/v1/imports': 'viewer',
  'POST /api/v1/imports': 'admin',
  'GET /api/v1/imports/:id': 'viewer',
  'PUT /api/v1/imports/:id': 'admin',
  'DELETE /api/v1/imports/:id': 'admin',
  'PUT /api/v1/imports/:id/content': 'admin',
  // Shows rows of the file, which a viewer of profiles may not have seen.
  'POST /api/v1/imports/:id/preview': 'admin',
  'POST /api/v1/imports/:id/check': 'admin',
  'POST /api/v1/imports/:id/start': 'admin',
  'POST /api/v1/imports/:id/pause': 'admin',
  'POST /api/v1/imports/:id/cancel': 'admin',
  'GET /api/v1/destinations': 'viewer',
  'POST /api/v1/destinations': 'admin',
  'GET /api/v1/destinations/:id': 'viewer',
  'PUT /api/v1/destinations/:id': 'admin',
  'DELETE /api/v1/destinations/:id': 'admin',
  'POST /api/v1/destinations/:id/pause': 'admin',
  'POST /api/v1/destinations/:id/resume': 'admin',
  'POST /api/v1/destinations/:id/rotate-secret': 'admin',
  'POST /api/v1/destinations/:id/test': 'admin',
  'GET /api/v1/destinations/:id/deliveries': 'viewer',
  'POST /api/v1/destinations/:id/replay': 'admin',
  'POST /api/v1/destinations/:id/replay-failed': 'admin',
  'POST /api/v1/destinations/:id/deliveries/:batch/replay': 'admin',

  'GET /api/v1/imports/:id/rejected': 'admin',

  'GET /api/v1/dead-letters': 'viewer',
  'POST /api/v1/dead-letters/:id/retry': 'admin',
  'GET /api/v1/system': 'viewer',
};

/** Routes that ask for a role, with the roles that may use them. */
export const rolesOf: { readonly [permission in Permission]?: readonly KeyRole[] } = {
  viewer: ['viewer', 'admin'],
  admin: ['admin'],
  point_of_sale: ['point_of_sale', 'admin'],
};

/** A HEAD request may do what its GET may. */
export function permissionOf(method: string, path: string): Permission | undefined {
  return permissions[`${method === 'HEAD' ? 'GET' : method} ${path}`];
}
