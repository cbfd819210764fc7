/** Reports as mail servers send them, for tests. Their form follows the examples of RFC 3464 and RFC 5965. */

export interface ReportParts {
  /** The address that it came back to. */
  readonly returnedTo?: string;
  /** Message-ID of the message that it is about, without the angle brackets. */
  readonly messageId?: string;
  readonly action?: string;
  readonly status?: string;
  readonly date?: Date;
}

export function statusNotification(parts: ReportParts): string {
  const { action = 'failed', status = '5.1.1' } = parts;
  return report(parts, 'delivery-status', [
    'Reporting-MTA: dns; mx.example.net',
    '',
    'Final-Recipient: rfc822; jane@example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status}`,
    '  the mailbox said no',
  ]);
}

export function feedbackReport(parts: ReportParts & { readonly type?: string }): string {
  const { type = 'abuse' } = parts;
  return report(parts, 'feedback-report', [`Feedback-Type: ${type}`, 'User-Agent: Some/1.0', 'Version: 1']);
}

function report(parts: ReportParts, kind: string, fields: readonly string[]): string {
  const { returnedTo = 'feedback@shop.example', messageId = 'unknown@shop.example', date = new Date() } = parts;
  return [
    'From: <mailer-daemon@mx.example.net>',
    `To: <${returnedTo}>`,
    'Subject: Undelivered mail returned to sender',
    `Date: ${date.toUTCString()}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${kind}; boundary="edge"`,
    '',
    '--edge',
    'Content-Type: text/plain',
    '',
    'This is the mail system at mx.example.net.',
    '',
    '--edge',
    `Content-Type: message/${kind}`,
    '',
    ...fields,
    '',
    '--edge',
    'Content-Type: message/rfc822',
    '',
    'From: Shop <hello@shop.example>',
    'To: jane@example.com',
    'Subject: Your basket',
    `Message-ID: <${messageId}>`,
    '',
    'It waits for you',
    '',
    '--edge--',
    '',
  ].join('\r\n');
}

/** What a person writes back, as mail programs send it. */
export function answerMail(parts: {
  readonly id: string;
  readonly text: string;
  readonly reference?: string;
  readonly from?: string;
  readonly fields?: readonly string[];
}): string {
  const { id, text, reference, from = 'Jane <jane@example.com>', fields = [] } = parts;
  return [
    `From: ${from}`,
    'To: Shop <hello@shop.example>',
    'Subject: Re: Your basket',
    `Message-ID: <${id}@mail.example.com>`,
    ...(reference === undefined ? [] : [`In-Reply-To: <${reference}@shop.example>`]),
    ...fields,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
    'On Mon, 3 Jun 2026 at 10:00, Shop <hello@shop.example> wrote:',
    '> It waits for you',
    '',
  ].join('\r\n');
}
