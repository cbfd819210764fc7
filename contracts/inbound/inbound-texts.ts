import type { Language } from '../topic.ts';
import type { KeywordAction } from './inbound.ts';

type Texts = { readonly [A in KeywordAction]: string };

/** What is answered to a keyword where the workspace has written nothing else. */
export const defaultReplyTexts: { readonly [L in Language]: Texts } = {
  en: {
    opt_out: '{brand}: You will get no more offers here. Reply START to get them again.',
    opt_in: '{brand}: You get our offers here again. Reply STOP to end, HELP for help.',
    help: '{brand}: Reply STOP to get no more offers, START to get them again.',
  },
  'zh-Hans': {
    opt_out: '【{brand}】您已退订，我们不再向您发送营销消息。回复“订阅”可恢复接收。',
    opt_in: '【{brand}】订阅成功，您将收到我们的优惠消息。回复“退订”可随时取消。',
    help: '【{brand}】回复“退订”停止接收营销消息，回复“订阅”恢复接收。',
  },
  'zh-Hant': {
    opt_out: '【{brand}】您已退訂，我們不再向您傳送行銷訊息。回覆「訂閱」可恢復接收。',
    opt_in: '【{brand}】訂閱成功，您將收到我們的優惠訊息。回覆「退訂」可隨時取消。',
    help: '【{brand}】回覆「退訂」停止接收行銷訊息，回覆「訂閱」恢復接收。',
  },
};

/** The subject where the answer is a mail, and the name that the team reads in lists. */
export const replyNames: { readonly [L in Language]: Texts } = {
  en: { opt_out: 'You have unsubscribed', opt_in: 'You are subscribed', help: 'How to reach us' },
  'zh-Hans': { opt_out: '退订成功', opt_in: '订阅成功', help: '使用帮助' },
  'zh-Hant': { opt_out: '退訂成功', opt_in: '訂閱成功', help: '使用說明' },
};
