import type { SendReason } from '#contracts/api/channel.ts';
import type { SendResult } from '../port.ts';
import { permanentByStatus } from './enhanced-status.ts';

type Refusal = Exclude<SendResult, { type: 'accepted' }>;

/** What nodemailer rejects with. */
export interface SmtpError {
  readonly code?: string;
  /** What Node called it, where nodemailer has put a word of its own into `code`. */
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly message: string;
}

/**
 * Sorts SMTP failures by the reply code (RFC 5321) and, where the server gives one, the enhanced status code (RFC 3463),
 * which says more: 550 alone may be an unknown mailbox or a policy.
 */
export function classifySmtpError(error: SmtpError): Refusal {
  const detail = error.message;
  if (error.code === 'EABORT') return { type: 'retry', reason: 'timeout', detail };
  if (isAboutCertificate(error)) return { type: 'stop', reason: 'certificate_not_trusted', detail };
  if (isAboutEncryption(error)) return { type: 'stop', reason: 'tls_failed', detail };
  const reply = error.responseCode;
  if (reply === undefined || reply < 400) return { ...withoutReply(error), detail };
  if (reply < 500 || reply === 503) return { type: 'retry', reason: transientReason(error), detail };
  return { ...permanent(error, reply), detail };
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function isAboutCertificate({ originalCode = '' }: SmtpError): boolean {
  return /CERT|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$/.test(originalCode);
}

/** What is no TLS at all fails as an error of OpenSSL, which a later try would meet again. */
function isAboutEncryption({ code, originalCode = '' }: SmtpError): boolean {
  return code === 'ETLS' || code === 'EREQUIRETLS' || /^ERR_SSL_/.test(originalCode);
}

function withoutReply({ code }: SmtpError): Refusal {
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
    case 'EOAUTH2':
      return { type: 'stop', reason: 'authentication_failed' };
    case 'ECONFIG':
      return { type: 'stop', reason: 'settings_refused' };
    case 'EENVELOPE':
      return { type: 'drop', reason: 'invalid_address' };
    case 'EMESSAGE':
    case 'ESTREAM':
      return { type: 'drop', reason: 'message_refused' };
    default:
      return { type: 'retry', reason: 'connection_failed' };
  }
}

function transientReason(error: SmtpError): SendReason {
  const status = enhancedStatus(error);
  if (status === '2.2') return 'mailbox_full';
  return error.responseCode === 421 ? 'provider_busy' : 'temporarily_refused';
}

function permanent(error: SmtpError, reply: number): Refusal {
  if (error.code === 'EAUTH' || [530, 534, 535, 538].includes(reply)) {
    return { type: 'stop', reason: 'authentication_failed' };
  }
  const byStatus = permanentByStatus[enhancedStatus(error) ?? ''];
  if (byStatus) return byStatus;
  if (enhancedStatus(error)?.startsWith('7.')) return { type: 'stop', reason: 'policy_refused' };
  if (reply === 552) return { type: 'drop', reason: 'too_large' };
  if (error.command?.startsWith('RCPT')) return { type: 'suppress', reason: 'address_unknown' };
  if (error.command?.startsWith('MAIL')) return { type: 'stop', reason: 'sender_refused' };
  // Before any message was offered: the server does not want to talk to us.
  if (error.command && /^(CONN|EHLO|HELO)/.test(error.command)) return { type: 'stop', reason: 'provider_refused' };
  return { type: 'drop', reason: 'message_refused' };
}

/** `1.1` of `550 5.1.1 No such user`. */
function enhancedStatus({ response }: SmtpError): string | undefined {
  return /^\d{3}[ -][245]\.(\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
}
