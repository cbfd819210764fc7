/** What has no room left, so that no events are taken until there is some again. */
export const noRoomReasons = ['log_full', 'disk_full'] as const;
export type NoRoom = (typeof noRoomReasons)[number];
