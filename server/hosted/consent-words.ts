import type { Language } from './words.ts';

/** What the preference centre and the page that confirms say beside the common words. */
export interface ConsentWords {
  readonly language: string;
  readonly everyMessage: string;
  readonly frequencyTitle: string;
  readonly weekly: string;
  readonly monthly: string;
  readonly pauseTitle: string;
  readonly pauseHint: string;
  /** `{days}` is filled in. */
  readonly pauseDays: string;
  readonly pauseButton: string;
  /** `{date}` is filled in. */
  readonly pausedUntil: string;
  readonly endPause: string;
  readonly pauseEnded: string;
  readonly stopTitle: string;
  readonly reasonTitle: string;
  readonly reasons: { readonly [R in StopReason]: string };
  readonly reasonNote: string;
  readonly neverContact: string;
  readonly neverContactHint: string;
  /** `{brand}` is filled in, here and below. */
  readonly contactStopped: string;
  readonly contactStoppedByUs: string;
  readonly allowAgain: string;
  readonly allowedAgain: string;
  readonly awaitsConfirmation: string;
  readonly privacy: string;
  readonly confirmTitle: string;
  /** `{topics}` and `{channel}` are filled in. */
  readonly confirmQuestion: string;
  readonly confirmButton: string;
  readonly confirmed: string;
  readonly confirmedDetail: string;
  readonly confirmExpired: string;
  readonly confirmExpiredDetail: string;
}

export const stopReasons = ['too_many', 'not_relevant', 'never_asked', 'other'] as const;
export type StopReason = (typeof stopReasons)[number];

export const consentWords: { readonly [L in Language]: ConsentWords } = {
  en: {
    language: 'Language',
    everyMessage: 'As it comes',
    frequencyTitle: 'How often?',
    weekly: 'At most once a week',
    monthly: 'At most once a month',
    pauseTitle: 'Take a break',
    pauseHint: 'Keeps your choices and sends you nothing for a while. Messages about your orders still reach you.',
    pauseDays: '{days} days',
    pauseButton: 'Pause',
    pausedUntil: 'Paused until {date}.',
    endPause: 'End the break now',
    pauseEnded: 'The break is over. Your choices hold again.',
    stopTitle: 'Unsubscribe from everything',
    reasonTitle: 'Why are you leaving? (optional)',
    reasons: {
      too_many: 'Too many messages',
      not_relevant: 'Not what interests me',
      never_asked: 'I never asked for this',
      other: 'Something else',
    },
    reasonNote: 'Anything you want to tell us (optional)',
    neverContact: 'Never contact me for marketing again',
    neverContactHint: 'Holds for every channel and topic, also for new ones, until you lift it here.',
    contactStopped: '{brand} will not contact you for marketing any more.',
    contactStoppedByUs: '{brand} does not contact you. Write to us if you want to change that.',
    allowAgain: 'Allow messages again',
    allowedAgain: 'Messages are allowed again. Please choose what you want to receive.',
    awaitsConfirmation: 'Please confirm this in the message that we have sent you.',
    privacy: 'Privacy policy',
    confirmTitle: 'Please confirm',
    confirmQuestion: 'Do you want to receive “{topics}” from {brand} by {channel}?',
    confirmButton: 'Yes, confirm',
    confirmed: 'Thank you, it is confirmed',
    confirmedDetail: 'You will receive “{topics}” from {brand} by {channel}. You can change that at any time.',
    confirmExpired: 'This link has expired',
    confirmExpiredDetail: 'Nothing was changed. Please sign up again if you still want to receive it.',
  },
  'zh-Hans': {
    language: '语言',
    everyMessage: '按正常频率',
    frequencyTitle: '接收频率',
    weekly: '每周最多一条',
    monthly: '每月最多一条',
    pauseTitle: '暂停一段时间',
    pauseHint: '保留您的选择，期间不再发送营销内容；与订单有关的消息仍会送达。',
    pauseDays: '{days} 天',
    pauseButton: '暂停接收',
    pausedUntil: '已暂停至 {date}。',
    endPause: '立即恢复接收',
    pauseEnded: '已恢复接收，您原来的选择重新生效。',
    stopTitle: '退订全部内容',
    reasonTitle: '退订原因（选填）',
    reasons: {
      too_many: '消息太多',
      not_relevant: '内容不感兴趣',
      never_asked: '从未订阅过',
      other: '其他原因',
    },
    reasonNote: '还想告诉我们的话（选填）',
    neverContact: '不再因营销联系我',
    neverContactHint: '适用于所有渠道和主题，包括今后新增的，直到您在此页面解除。',
    contactStopped: '{brand} 不会再因营销联系您。',
    contactStoppedByUs: '{brand} 目前不会联系您。如需更改，请与我们联系。',
    allowAgain: '重新允许发送',
    allowedAgain: '已重新允许发送，请选择想接收的内容。',
    awaitsConfirmation: '请在我们发送给您的消息中点击确认。',
    privacy: '隐私政策',
    confirmTitle: '请确认订阅',
    confirmQuestion: '您希望通过{channel}接收 {brand} 的“{topics}”吗？',
    confirmButton: '确认订阅',
    confirmed: '订阅已确认，谢谢',
    confirmedDetail: '您将通过{channel}收到 {brand} 的“{topics}”，可随时更改。',
    confirmExpired: '此链接已过期',
    confirmExpiredDetail: '未作任何更改。如仍想接收，请重新订阅。',
  },
  'zh-Hant': {
    language: '語言',
    everyMessage: '依正常頻率',
    frequencyTitle: '接收頻率',
    weekly: '每週最多一則',
    monthly: '每月最多一則',
    pauseTitle: '暫停一段時間',
    pauseHint: '保留您的選擇，期間不再傳送行銷內容；與訂單有關的訊息仍會送達。',
    pauseDays: '{days} 天',
    pauseButton: '暫停接收',
    pausedUntil: '已暫停至 {date}。',
    endPause: '立即恢復接收',
    pauseEnded: '已恢復接收，您原來的選擇重新生效。',
    stopTitle: '取消訂閱全部內容',
    reasonTitle: '取消訂閱原因（選填）',
    reasons: {
      too_many: '訊息太多',
      not_relevant: '內容不感興趣',
      never_asked: '從未訂閱過',
      other: '其他原因',
    },
    reasonNote: '還想告訴我們的話（選填）',
    neverContact: '不再因行銷聯絡我',
    neverContactHint: '適用於所有管道和主題，包括今後新增的，直到您在此頁面解除。',
    contactStopped: '{brand} 不會再因行銷聯絡您。',
    contactStoppedByUs: '{brand} 目前不會聯絡您。如需變更，請與我們聯絡。',
    allowAgain: '重新允許傳送',
    allowedAgain: '已重新允許傳送，請選擇想接收的內容。',
    awaitsConfirmation: '請在我們傳送給您的訊息中點擊確認。',
    privacy: '隱私權政策',
    confirmTitle: '請確認訂閱',
    confirmQuestion: '您希望透過{channel}接收 {brand} 的「{topics}」嗎？',
    confirmButton: '確認訂閱',
    confirmed: '訂閱已確認，謝謝',
    confirmedDetail: '您將透過{channel}收到 {brand} 的「{topics}」，可隨時變更。',
    confirmExpired: '此連結已過期',
    confirmExpiredDetail: '未作任何變更。如仍想接收，請重新訂閱。',
  },
};
