import type { ReminderTokens } from './tokens.ts'

export const OFF_PATH = '/api/reminders/off'

export function offPage(frontendUrl: string, token: string): string {
  return `${frontendUrl}/reminders/off?token=${token}`
}

interface Places {
  tokens: Pick<ReminderTokens, 'sign'>
  frontendUrl: string
  backendUrl: string
}

/** Ways to end the reminders of a member, for the mails: a page, and an address for List-Unsubscribe (RFC 8058). */
export function offLinks({ tokens, frontendUrl, backendUrl }: Places) {
  return (userId: string): { link: string; oneClick: string } => {
    const token = tokens.sign(userId)
    return { link: offPage(frontendUrl, token), oneClick: `${backendUrl}${OFF_PATH}?token=${token}` }
  }
}
