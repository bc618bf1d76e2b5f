const ORIGINAL = (listUnsubscribe: string) =>
  [
    'From: studio@example.org',
    'To: ada@example.com',
    'Subject: Hello',
    `List-Unsubscribe: ${listUnsubscribe}`,
    '',
  ].join('\r\n')

interface Part {
  type: string
  text: string
}

function report(kind: string, parts: Part[]): Buffer {
  const lines = [
    'From: MAILER-DAEMON@mx.example.com',
    'To: studio@example.org',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${kind}; boundary="b1"`,
    '',
    ...parts.flatMap(({ type, text }) => ['--b1', `Content-Type: ${type}`, '', text]),
    '--b1--',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** As Postfix writes it when a mailbox does not exist; fields may be changed. */
export function bounceOf(
  listUnsubscribe: string,
  { action = 'failed', status = '5.1.1', original = 'message/rfc822' } = {},
): Buffer {
  const recipient = [
    'Final-Recipient: rfc822; forwarded@elsewhere.example',
    'Original-Recipient: rfc822;ada@example.com',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 No such user',
    '    here',
    '',
  ]
  return report('delivery-status', [
    { type: 'text/plain', text: 'I am sorry.' },
    { type: 'message/delivery-status', text: ['Reporting-MTA: dns; mx.example.com', '', ...recipient].join('\r\n') },
    {
      type: original,
      text: original === 'message/rfc822' ? `${ORIGINAL(listUnsubscribe)}\r\nHello!\r\n` : ORIGINAL(listUnsubscribe),
    },
  ])
}

/** As providers of mailboxes write it when a reader calls a mail spam. */
export function complaintOf(listUnsubscribe: string, { type = 'abuse' } = {}): Buffer {
  return report('feedback-report', [
    { type: 'text/plain', text: 'A complaint.' },
    { type: 'message/feedback-report', text: `Feedback-Type: ${type}\r\nUser-Agent: Some/1\r\nVersion: 1\r\n` },
    { type: 'message/rfc822', text: `${ORIGINAL(listUnsubscribe)}\r\nHello!\r\n` },
  ])
}
