import { X509Certificate } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';
import { says } from '#contracts/field-problem.ts';
import { signsMails } from './dkim-key.ts';

/** The sender as one mailbox: `Name <address>` or the address alone. */
const mailbox = z
  .string({ error: 'write the sender, for example Shop <hello@shop.example>' })
  .max(320)
  .refine(
    (text) => !/[\r\n]/.test(text) && isOneMailbox(text),
    says('not_an_address', 'write one address, for example Shop <hello@shop.example>'),
  );

const text = z.string().min(1).max(1_000);

const isDomain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

const serverMissing = 'write the name of the mail server, for example smtp.example.com';
const portWrong = 'write a port from 1 to 65535; 587 is usual with STARTTLS, 465 with TLS';
const rateWrong = 'write how many messages a second it may take, or leave it empty';

export const smtpSettings = z
  .strictObject({
    host: z.string({ error: serverMissing }).min(1, serverMissing).max(253),
    port: z.int({ error: portWrong }).min(1, portWrong).max(65_535, portWrong).default(587),
    /** `starttls` insists on encryption after the greeting, `tls` begins with it, `none` is for a relay on the same machine. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    /** PEM, one or several: who vouches for the server's certificate beside those whom Node trusts. */
    certificateAuthority: z
      .string()
      .max(100_000)
      .refine(isCertificate, says('not_a_certificate', 'paste the certificate as PEM text'))
      .optional(),
    username: text.optional(),
    password: text.optional(),
    from: mailbox,
    replyTo: mailbox.optional(),
    /** Where bounces come back to: each message gets a return path of its own in this domain, whose mail reaches us. */
    bounceDomain: z
      .string()
      .max(190)
      .refine((text) => isDomain.test(text), says('not_a_domain', 'write a domain, for example bounces.example.com'))
      .optional(),
    maxConnections: z.int().min(1).max(50).default(5),
    messagesPerSecond: z.number({ error: rateWrong }).positive(rateWrong).max(10_000, 'at most 10000').optional(),
    /** DKIM (RFC 6376) is signed here when all three are set; leave them empty where the relay signs. */
    dkimDomain: z.string().min(1).max(253).optional(),
    dkimSelector: z.string().min(1).max(63).optional(),
    /** PEM. */
    dkimPrivateKey: z
      .string()
      .refine(
        signsMails,
        says(
          'not_a_private_key',
          'paste the private RSA key, of 1024 bits or more and without a passphrase, as PEM text',
        ),
      )
      .optional(),
  })
  .refine(
    ({ dkimDomain, dkimSelector, dkimPrivateKey }) =>
      [dkimDomain, dkimSelector, dkimPrivateKey].every((value) => (value === undefined) === (dkimDomain === undefined)),
    {
      path: ['dkimDomain'],
      ...says('dkim_incomplete', 'set domain, selector and private key of DKIM together, or none of them'),
    },
  )
  .refine(({ username, password }) => (username === undefined) === (password === undefined), {
    path: ['password'],
    ...says('sign_in_incomplete', 'set user name and password together, or neither'),
  });
export type SmtpSettings = z.output<typeof smtpSettings>;

function isOneMailbox(text: string): boolean {
  const parsed = addressparser(text, { flatten: true });
  return parsed.length === 1 && /^[^\s@]+@[^\s@]+$/.test(parsed[0]?.address ?? '');
}

function isCertificate(pem: string): boolean {
  const certificates = pem.split(/(?=-----BEGIN)/).filter((part) => part.trim() !== '');
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
    return certificates.length > 0;
  } catch {
    return false;
  }
}
