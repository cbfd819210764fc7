/** Names by which browsers that follow the IANA database know zones that ICU, and with it Intl, lists by an older name. */
const otherNames = [
  'UTC', 'GMT', 'Etc/UTC', 'Etc/GMT', 'Africa/Asmara', 'America/Argentina/Buenos_Aires', 'America/Argentina/Catamarca',
  'America/Argentina/Cordoba', 'America/Argentina/Jujuy', 'America/Argentina/Mendoza', 'America/Atikokan',
  'America/Indiana/Indianapolis', 'America/Kentucky/Louisville', 'America/Nuuk', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu',
  'Asia/Kolkata', 'Asia/Yangon', 'Atlantic/Faroe', 'Europe/Kyiv', 'Pacific/Chuuk', 'Pacific/Kanton', 'Pacific/Pohnpei',
  'US/Alaska', 'US/Arizona', 'US/Central', 'US/Eastern', 'US/Hawaii', 'US/Mountain', 'US/Pacific', 'PRC', 'Hongkong', 'Japan',
  'ROC', 'ROK', 'Singapore', 'Asia/Chongqing', 'Asia/Macao',
] as const;

/** Time zones whose days conditions count by; whoever's is none of them is taken to live in the workspace's. */
export const timeZoneNames: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), ...otherNames]);
