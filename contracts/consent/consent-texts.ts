import type { Language } from '../topic.ts';
import type { ConfirmationTexts } from './consent-settings.ts';

/** What the message that asks to confirm says where the workspace has written nothing else. */
export const defaultConfirmationTexts: { readonly [L in Language]: ConfirmationTexts } = {
  en: {
    subject: 'Please confirm: {topics} from {brand}',
    title: 'One more click',
    body: 'You asked {brand} to send you “{topics}”. Please confirm that this address is yours and that you want to receive it.',
    button: 'Yes, confirm',
    note: 'It was not you? Then simply ignore this message; you will not be added.',
    sms: '{brand}: confirm that you want “{topics}” by SMS: {link} Not you? Just ignore this.',
  },
  'zh-Hans': {
    subject: '请确认：订阅 {brand} 的{topics}',
    title: '只差一步',
    body: '您申请接收 {brand} 的“{topics}”。请确认此地址属于您，并且您希望接收这些内容。',
    button: '确认订阅',
    note: '不是您本人操作？忽略本消息即可，我们不会将您加入订阅。',
    sms: '{brand}：请点击确认接收“{topics}”短信：{link} 若非本人操作，请忽略。',
  },
  'zh-Hant': {
    subject: '請確認：訂閱 {brand} 的{topics}',
    title: '只差一步',
    body: '您申請接收 {brand} 的「{topics}」。請確認此地址屬於您，並且您希望接收這些內容。',
    button: '確認訂閱',
    note: '不是您本人操作？忽略本訊息即可，我們不會將您加入訂閱。',
    sms: '{brand}：請點擊確認接收「{topics}」簡訊：{link} 若非本人操作，請忽略。',
  },
};

/** What the team calls that message in lists. */
export const confirmationNames: { readonly [L in Language]: string } = {
  en: 'Double opt-in',
  'zh-Hans': '双重确认',
  'zh-Hant': '雙重確認',
};
