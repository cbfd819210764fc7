// The classes of names and addresses as they were when this alteration was made (core/schema/personal-class.ts). What is
// written from then on brings its own places along.
const contactWords =
  '(^|[^a-z])(e-?mail|phone|mobile|tel|fax|address|street|zip|post(al)?_?code|first_?name|last_?name|full_?name|nick_?name|sur_?name|given_?name|family_?name|(user|customer|contact|person|member|recipient|receiver|buyer|guest)_?name|ip|avatar|user_?id|anonymous_?id|wechat|whatsapp|openid|unionid|device_?token)$|姓名|名字|电话|電話|手机|手機|邮箱|信箱|地址|微信';
const sensitiveWords =
  '(^|[^a-z])(birth[0-9a-z_]*|dob|gender|sex|religion|ethnicity|health[0-9a-z_]*|diagnosis|income|salary|token|password|secret|ssn|national_?id|id_?card|passport|iban|card|cvv|latitude|longitude|lat|lng)$|生日|性别|性別|身份证|身分證|密码|密碼|收入|病';
const address = '^(?:[^ @]+@[^ @]+[.][^ @]+|[+][1-9][0-9]{7,14})$';

const lastName = `lower(replaceRegexpAll(arrayElement(splitByChar('.', pair.1), -1), '([a-z0-9])([A-Z])', '\\\\1_\\\\2'))`;
const text = `substringUTF8(replaceRegexpAll(pair.2, '["]|[[]|[]]', ''), 1, 200)`;
const words = `if(pair.2 IN ('true', 'false'), concat(pair.1, ':', pair.2), ${text})`;

/** 0: not personal, 1: contact, 2: sensitive. */
const classOfTrait = `multiIf(match(${lastName}, '${contactWords}'), 1, match(${lastName}, '${sensitiveWords}'), 2,
  match(${lastName}, '(^|[^a-z])name$') OR match(${text}, '${address}'), 1, 0)`;
const traits = `arrayFilter(pair -> NOT startsWith(pair.2, '{') AND pair.2 != 'null', JSONExtractKeysAndValuesRaw(traits))`;
const isNameless = `JSONExtractString(one, 'kind') IN ('userId', 'anonymousId')`;

/** Characters; what is written from then on is cut the same. */
const section = (number: 0 | 1 | 2, longest: number): string => {
  const ofTraits = `arrayMap(pair -> concat(${words}, ' '), arrayFilter(pair -> ${classOfTrait} = ${number}, ${traits}))`;
  const identities = `arrayMap(one -> concat(JSONExtractString(one, 'value'), ' '),
    arrayFilter(one -> ${number === 2 ? 'false' : number === 0 ? isNameless : `NOT ${isNameless}`}, JSONExtractArrayRaw(identities)))`;
  return `substringUTF8(lowerUTF8(arrayStringConcat(arrayConcat(${identities}, ${ofTraits}))), 1, ${longest})`;
};
const [open, contact, sensitive] = [section(0, 2_000), section(1, 1_000), section(2, 500)];

/** Assignments that put the text of a profile fact in the order of what may be seen, with its bounds. */
export const searchByClass = `search = concat(${open}, ${contact}, ${sensitive}), search_open = length(${open}), search_contact = length(concat(${open}, ${contact}))`;
