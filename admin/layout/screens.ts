import type { IconName } from '../shared/ui/icon-paths.ts';

interface Screen {
  readonly name:
    | 'home'
    | 'profiles'
    | 'companies'
    | 'segments'
    | 'personas'
    | 'suppressions'
    | 'journeys'
    | 'messages'
    | 'inbox'
    | 'coupons'
    | 'tasks'
    | 'data'
    | 'settings';
  readonly to:
    | '/'
    | '/profiles'
    | '/companies'
    | '/segments'
    | '/personas'
    | '/suppressions'
    | '/journeys'
    | '/messages'
    | '/inbox'
    | '/coupons'
    | '/tasks'
    | '/data/events'
    | '/settings';
  readonly icon: IconName;
  /** Another path that belongs to the screen. */
  readonly also?: '/deliveries' | '/data' | '/lists';
  /** `people` has a heading, `work` a gap; `settings` stands at the bottom. */
  readonly startsGroup?: 'people' | 'work' | 'settings';
}

export const screens: readonly Screen[] = [
  { name: 'home', to: '/', icon: 'home' },
  { name: 'profiles', to: '/profiles', icon: 'profiles', startsGroup: 'people' },
  { name: 'companies', to: '/companies', icon: 'companies' },
  { name: 'segments', to: '/segments', icon: 'segments', also: '/lists' },
  { name: 'personas', to: '/personas', icon: 'personas' },
  { name: 'suppressions', to: '/suppressions', icon: 'held' },
  { name: 'journeys', to: '/journeys', icon: 'journeys', startsGroup: 'work' },
  { name: 'messages', to: '/messages', icon: 'messages', also: '/deliveries' },
  { name: 'inbox', to: '/inbox', icon: 'inbox' },
  { name: 'coupons', to: '/coupons', icon: 'coupon' },
  { name: 'tasks', to: '/tasks', icon: 'task' },
  { name: 'data', to: '/data/events', icon: 'data', also: '/data' },
  { name: 'settings', to: '/settings', icon: 'settings', startsGroup: 'settings' },
];
