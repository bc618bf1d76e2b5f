/** What became of a mail that was accepted. */
export interface MailReport {
  /** `bounced`: its mailbox does not exist, or takes nothing for good. `complained`: its reader called it spam. */
  kind: 'bounced' | 'complained'
  /** Whom it was sent to, as the reporter writes it. */
  email: string
  /** Its header List-Unsubscribe; null where that is not told. It proves that the mail was ours. */
  listUnsubscribe: string | null
  atMs: number
}

/** Takes what a provider of mail says about mails that it sent for us. */
export interface MailNotifications {
  /**
   * @returns what of it concerns us: nothing where it is about deliveries, or passing failures.
   * @throws AppError `forbidden` for what the provider did not sign, or not for us; `malformed_request`; `unavailable` while
   *   that cannot be told.
   */
  read(body: string): Promise<MailReport[]>
}
