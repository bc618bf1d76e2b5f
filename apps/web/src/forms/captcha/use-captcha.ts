import { useQuery, useQueryClient } from '@tanstack/react-query'
import { authOptionsQuery } from '../../api/auth-options.ts'
import { type CaptchaAction, loadRecaptcha } from './recaptcha.ts'

/**
 * Loads what a form needs to prove that a person fills it in, where that is asked for.
 *
 * @param isWanted false as long as nobody fills it in: Google then learns of nobody.
 */
export function useCaptcha({ isWanted = true } = {}) {
  const queries = useQueryClient()
  const siteKey = useQuery(authOptionsQuery()).data?.captcha?.site_key ?? null
  // Ready when the form is sent; what failed is tried again then.
  useQuery({ ...recaptchaQuery(siteKey ?? ''), enabled: siteKey !== null && isWanted })
  return {
    /**
     * @returns a proof for one request; null where none is asked for, or none can be made: the API knows whether Google is
     *   away or something on this side blocks it, and says what to do.
     */
    proofFor: async (action: CaptchaAction): Promise<string | null> => {
      const { captcha } = await queries.fetchQuery(authOptionsQuery())
      if (!captcha) return null
      try {
        return await (await queries.fetchQuery(recaptchaQuery(captcha.site_key))).proofFor(action)
      } catch {
        return null
      }
    },
  }
}

function recaptchaQuery(siteKey: string) {
  return {
    queryKey: ['recaptcha', siteKey],
    queryFn: () => loadRecaptcha(siteKey, { page: document, globals: window }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  }
}
