import type { MessageVariants } from '#contracts/message.ts';

export const emptyVariants: Required<MessageVariants> = {
  email: { subject: '', preheader: '', html: '', text: '' },
  sms: { text: '' },
  push: { title: '', body: '', url: '' },
  webhook: { body: '' },
};
