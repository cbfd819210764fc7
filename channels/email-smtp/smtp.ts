import { getCACertificates } from 'node:tls';
import nodemailer from 'nodemailer';
import type { ChannelAdapter, ChannelProvider } from '../port.ts';
import { trackInFlight } from '../track-in-flight.ts';
import { classifySmtpError, type SmtpError } from './classify.ts';
import { createMailComposer } from './mail.ts';
import { readMailReceipts } from './receipts.ts';
import { type SmtpSettings, smtpSettings } from './settings.ts';

// RFC 8058 section 4 wants both unsubscribe fields covered; the library's own list lacks the second.
const signedFields =
  'from:sender:reply-to:subject:date:message-id:to:mime-version:content-type:content-transfer-encoding:' +
  'list-unsubscribe:list-unsubscribe-post';

/** E-mail through any SMTP server (RFC 5321), over a few connections that stay open. */
export const smtpProvider: ChannelProvider<typeof smtpSettings> = {
  name: 'smtp',
  channels: ['email'],
  settings: smtpSettings,
  secrets: ['password', 'dkimPrivateKey'],
  shownTo: { password: ['host', 'port', 'security', 'username'] },
  open: (_channel, settings) => openSmtp(settings),
};

function openSmtp(settings: SmtpSettings): ChannelAdapter {
  const transport = nodemailer.createTransport({ pool: true, ...connection(settings), ...signature(settings) });
  const compose = createMailComposer(settings);
  const inFlight = trackInFlight();
  return {
    provider: 'smtp',
    capabilities: {
      // The next message is composed while each connection waits for the server.
      concurrency: 2 * settings.maxConnections,
      ...(settings.messagesPerSecond !== undefined && { perSecond: settings.messagesPerSecond }),
    },
    send: (message, { signal, now }) =>
      inFlight.track(async () => {
        if (message.content.channel !== 'email') return { type: 'drop', reason: 'wrong_channel' };
        const mail = compose(message, message.content, now);
        if (!mail) return { type: 'drop', reason: 'invalid_address' };
        try {
          const { response } = await transport.sendMail({ ...mail, signal });
          return { type: 'accepted', providerId: response.slice(0, 200) };
        } catch (error) {
          return classifySmtpError(error as SmtpError);
        }
      }),
    readReceipts: readMailReceipts,
    async close() {
      await inFlight.settled();
      transport.close();
    },
  };
}

function connection(settings: SmtpSettings) {
  const { host, port, security, certificateAuthority, username, password, maxConnections } = settings;
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(certificateAuthority !== undefined && {
      tls: { ca: [...getCACertificates('default'), certificateAuthority] },
    }),
    ...(username !== undefined && password !== undefined && { auth: { user: username, pass: password } }),
    maxConnections,
    maxMessages: 1_000,
    // The worker retries by itself; once here spares it the connection that the server closed while it was idle.
    maxRequeues: 1,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 25_000,
  };
}

function signature({ dkimDomain, dkimSelector, dkimPrivateKey }: SmtpSettings) {
  if (dkimDomain === undefined || dkimSelector === undefined || dkimPrivateKey === undefined) return {};
  return {
    dkim: {
      domainName: dkimDomain,
      keySelector: dkimSelector,
      privateKey: dkimPrivateKey,
      headerFieldNames: signedFields,
    },
  };
}
