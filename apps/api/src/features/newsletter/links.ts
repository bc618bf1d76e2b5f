import { MAX_TOKEN_LENGTH, type NewsletterTokens } from './tokens.ts'

/** Ways out of the newsletter, for its mails. */
export interface UnsubscribeLinks {
  /** For the header List-Unsubscribe: ends it by a POST (RFC 8058); a browser that opens it is led to the page. */
  oneClick: string
  page: string
  preferences: string
}

/** @param campaignId whose mail they stand in, so that its report counts who left by it. */
export type LinksOfSubscriber = (subscriberId: string, campaignId?: string) => UnsubscribeLinks

export const ONE_CLICK_PATH = '/api/newsletter/unsubscribe'

interface Places {
  tokens: NewsletterTokens
  frontendUrl: string
  backendUrl: string
}

export function unsubscribeLinks({ tokens, frontendUrl, backendUrl }: Places): LinksOfSubscriber {
  return (subscriberId, campaignId) => {
    const token = tokens.manage.sign({ subscriberId, campaignId: campaignId ?? null })
    return {
      oneClick: `${backendUrl}${ONE_CLICK_PATH}?token=${token}`,
      page: unsubscribePage(frontendUrl, token),
      preferences: `${frontendUrl}/newsletter/preferences?token=${token}`,
    }
  }
}

export function unsubscribePage(frontendUrl: string, token: string): string {
  return `${frontendUrl}/newsletter/unsubscribe?token=${token}`
}

const TOKEN_IN_HEADER = new RegExp(`[?&]token=([\\w-]{1,${MAX_TOKEN_LENGTH}})(?=[>&])`)

/** The token in a header List-Unsubscribe of ours. */
export function tokenInHeader(listUnsubscribe: string): string | null {
  return TOKEN_IN_HEADER.exec(listUnsubscribe)?.[1] ?? null
}
