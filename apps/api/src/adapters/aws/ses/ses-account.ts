import { GetAccountCommand, GetEmailIdentityCommand, SESv2ServiceException } from '@aws-sdk/client-sesv2'
import { LIMITS, type SesAccess, sesClient } from './ses-client.ts'

interface Account {
  /** SES takes this right away from whom it does not trust. */
  sends: boolean
  isInSandbox: boolean
  /** Whether the sender, or its domain, may send; null where we may not ask. */
  isVerified: boolean | null
}

/** What SES tells of an account and of a sender. @throws what the client throws. */
export async function readAccount({ from, ...access }: SesAccess & { from: string }): Promise<Account> {
  const client = sesClient(access)
  const abortSignal = AbortSignal.timeout((access.limits ?? LIMITS).totalMs)
  const isSender = async (EmailIdentity: string): Promise<boolean | null> => {
    try {
      const identity = await client.send(new GetEmailIdentityCommand({ EmailIdentity }), { abortSignal })
      return identity.VerifiedForSendingStatus === true
    } catch (error) {
      if (!(error instanceof SESv2ServiceException)) throw error
      if (error.name === 'NotFoundException') return false
      if (error.name === 'AccessDeniedException') return null
      throw error
    }
  }
  try {
    const account = await client.send(new GetAccountCommand({}), { abortSignal })
    return {
      sends: account.SendingEnabled !== false,
      isInSandbox: account.ProductionAccessEnabled === false,
      isVerified: (await isSender(from)) || (await isSender(from.slice(from.lastIndexOf('@') + 1))),
    }
  } finally {
    client.destroy()
  }
}
