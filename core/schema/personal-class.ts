import type { PersonalClass } from '#contracts/schema/schema.ts';

/**
 * What a name says about its values, by its last word (`billing.firstName`). Names of things are personal only as traits:
 * the `name` of an event's property is mostly a product's.
 */
const contactWords =
  /(^|[^a-z])(e-?mail|phone|mobile|tel|fax|address|street|zip|post(al)?_?code|first_?name|last_?name|full_?name|nick_?name|sur_?name|given_?name|family_?name|(user|customer|contact|person|member|recipient|receiver|buyer|guest)_?name|ip|avatar|user_?id|anonymous_?id|wechat|whatsapp|openid|unionid|device_?token)$/;
const sensitiveWords =
  /(^|[^a-z])(birth\w*|dob|gender|sex|religion|ethnicity|health\w*|diagnosis|income|salary|token|password|secret|ssn|national_?id|id_?card|passport|iban|card|cvv|latitude|longitude|lat|lng)$/;
/** Of the proof of a consent, which only administrators see. */
const trace = /(^|\.)consents\[\]\.(ip|userAgent)$/;
const nameOfPerson = /(^|[^a-z])name$/;
const chineseContact = /(姓名|名字|电话|電話|手机|手機|邮箱|信箱|地址|微信)/;
const chineseSensitive = /(生日|性别|性別|身份证|身分證|密码|密碼|收入|病)/;

/** The class that a path has until a person says otherwise. */
export function personalClassOfName(path: string, kind: 'event' | 'trait'): PersonalClass {
  const last = path
    .slice(path.lastIndexOf('.') + 1)
    .replace(/\[\]$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  if (trace.test(path)) return 'sensitive';
  if (contactWords.test(last) || chineseContact.test(last)) return 'contact';
  if (sensitiveWords.test(last) || chineseSensitive.test(last)) return 'sensitive';
  return kind === 'trait' && nameOfPerson.test(last) ? 'contact' : 'none';
}

/** Kinds of identities that name a record and reach nobody. */
export const namelessKinds: ReadonlySet<string> = new Set(['userId', 'anonymousId']);

/** What is an address as a whole is hidden with addresses, wherever it stands. */
export const wholeAddress = /^(?:[^\s@]+@[^\s@]+\.[^\s@]+|\+[1-9]\d{7,14})$/;

/**
 * E-mail addresses, and phone numbers with their country code, within a text. The bounds are those of RFC 5321, and keep the
 * search linear in a text of any length.
 */
export const addressesWithin =
  /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}|(?<![\p{L}\p{N}])\+[1-9](?:[ ().-]?\d){7,14}/gu;

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** An e-mail address, a phone number, an id, a secret: nothing that may stand among examples. */
export function looksPersonal(text: string): boolean {
  return (
    text.includes('@') ||
    text.includes('://') ||
    (/^\+?[\d\s().-]{7,}$/.test(text) && !isoDate.test(text)) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text) ||
    /^(?=.*\d)[\w-]{20,}$/.test(text)
  );
}
