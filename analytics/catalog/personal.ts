/**
 * What must not stand among examples. A name says it by its last word (`billing.firstName`), a value by its look. Names
 * of things are personal only as traits: the `name` of an event's property is mostly a product's.
 */
const personalWords =
  /(^|[^a-z])(e-?mail|phone|mobile|tel|fax|address|street|zip|post(al)?_?code|first_?name|last_?name|full_?name|nick_?name|sur_?name|given_?name|family_?name|(user|customer|contact|person|member|recipient|receiver|buyer|guest)_?name|birth\w*|dob|ip|token|password|secret|ssn|iban|card|avatar|user_?id|anonymous_?id|latitude|longitude|lat|lng|wechat|whatsapp|openid)$/;
const nameOfPerson = /(^|[^a-z])name$|(姓名|名字|电话|電話|手机|手機|邮箱|信箱|地址|生日)/;

export function isPersonalName(path: string, kind: 'property' | 'trait'): boolean {
  const last = path
    .slice(path.lastIndexOf('.') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return personalWords.test(last) || (kind === 'trait' && nameOfPerson.test(last));
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** An e-mail address, a phone number, an id, a secret, or a text of many words. */
export function looksPersonal(text: string): boolean {
  return (
    text.length > 40 ||
    /@/.test(text) ||
    (/^\+?[\d\s().-]{7,}$/.test(text) && !isoDate.test(text)) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text) ||
    /^(?=.*\d)[\w-]{20,}$/.test(text) ||
    /:\/\//.test(text)
  );
}
