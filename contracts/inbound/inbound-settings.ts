import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { languageSchema } from '../topic.ts';
import { type KeywordAction, keywordActions } from './inbound.ts';

/** Words that do the same, in one language: who writes one of them is answered in it. */
export const keywordRule = z.object({
  action: z.enum(keywordActions),
  language: languageSchema,
  channels: z.array(channelSchema).min(1),
  words: z.array(z.string().trim().min(1).max(40)).min(1).max(50),
});
export type KeywordRule = z.infer<typeof keywordRule>;

/** What is answered. `{brand}` is filled in; where a text is left out, the product's own is used. */
export const keywordReply = z.object({
  enabled: z.boolean(),
  texts: z.partialRecord(languageSchema, z.string().max(400)),
});
export type KeywordReply = z.infer<typeof keywordReply>;

export const inboundSettings = z.object({
  keywords: z.array(keywordRule).max(60),
  replies: z.object({ opt_out: keywordReply, opt_in: keywordReply, help: keywordReply }),
});
export type InboundSettings = z.infer<typeof inboundSettings>;

const answered = { enabled: true, texts: {} };

/**
 * Each is the whole of a message, as with Twilio ("only single-word messages"): inside a sentence a word may mean anything.
 *
 * English: the words that CTIA's Short Code Monitoring Handbook asks for (STOP, END, CANCEL, UNSUBSCRIBE, QUIT; HELP), and
 * those that Twilio obeys beside them (STOPALL, REVOKE, OPTOUT; START, UNSTOP; INFO: "Twilio support for opt-out keywords").
 * Its YES is left out, which people say to anything.
 *
 * Chinese: commercial SMS of China must name an easy way to refuse (MIIT order 31 of 2015, 通信短信息服务管理规定), and the words
 * that they name are 回T退订, 退订回TD, 拒收请回复R. Taiwan and Hong Kong write 取消訂閱.
 *
 * E-mail has its own way to leave (RFC 8058); who answers with the bare word means the same.
 */
export const defaultInboundSettings: InboundSettings = {
  keywords: [
    ofText('opt_out', 'en', ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']),
    ofText('opt_out', 'zh-Hans', ['退订', '取消', '取消订阅', '拒收', 'T', 'TD', 'R']),
    ofText('opt_out', 'zh-Hant', ['退訂', '取消訂閱', '停止', '不再接收']),
    ofMail('opt_out', 'en', ['STOP', 'UNSUBSCRIBE']),
    ofMail('opt_out', 'zh-Hans', ['退订', '取消订阅']),
    ofMail('opt_out', 'zh-Hant', ['退訂', '取消訂閱']),
    ofText('opt_in', 'en', ['START', 'UNSTOP']),
    ofText('opt_in', 'zh-Hans', ['订阅', '恢复订阅']),
    ofText('opt_in', 'zh-Hant', ['訂閱', '恢復訂閱']),
    ofText('help', 'en', ['HELP', 'INFO']),
    ofText('help', 'zh-Hans', ['帮助']),
    ofText('help', 'zh-Hant', ['幫助', '說明']),
  ],
  replies: { opt_out: answered, opt_in: answered, help: answered },
};

function ofText(action: KeywordAction, language: KeywordRule['language'], words: string[]): KeywordRule {
  return { action, language, channels: ['sms', 'webhook'], words };
}

function ofMail(action: KeywordAction, language: KeywordRule['language'], words: string[]): KeywordRule {
  return { action, language, channels: ['email'], words };
}
