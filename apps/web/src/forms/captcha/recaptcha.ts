/** reCAPTCHA v3, loaded. */
export interface Recaptcha {
  /** @returns a proof for one request. @throws Error when none can be made */
  proofFor(action: CaptchaAction): Promise<string>
}

export type CaptchaAction = 'register' | 'login' | 'forgot_password' | 'newsletter'

interface Surroundings {
  page: Pick<Document, 'createElement' | 'head'>
  /** Where Google's script leaves what it offers. */
  globals: object
  timeoutMs?: number
}

interface Grecaptcha {
  ready(callback: () => void): void
  execute(siteKey: string, options: { action: string }): PromiseLike<string>
}

const TIMEOUT_MS = 5_000

/** Loads Google's script. @throws Error when something keeps it from loading: an ad blocker, the network, Google itself */
export async function loadRecaptcha(siteKey: string, { page, globals, timeoutMs = TIMEOUT_MS }: Surroundings) {
  const grecaptcha = await inTime(timeoutMs, async () => {
    await loadScript(page, `https://www.google.com/recaptcha/api.js?render=${encodeURIComponent(siteKey)}`)
    const loaded = 'grecaptcha' in globals ? globals.grecaptcha : undefined
    // What blocks the script may leave an empty one in its place.
    if (!isGrecaptcha(loaded)) throw new Error('The script offers nothing')
    await new Promise<void>((resolve) => loaded.ready(resolve))
    return loaded
  })
  const recaptcha: Recaptcha = {
    proofFor: (action) => inTime(timeoutMs, async () => grecaptcha.execute(siteKey, { action })),
  }
  return recaptcha
}

function loadScript(page: Surroundings['page'], src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = page.createElement('script')
    script.src = src
    script.async = true
    script.onload = () => resolve()
    script.onerror = () => {
      script.remove()
      reject(new Error('The script did not load'))
    }
    page.head.append(script)
  })
}

function isGrecaptcha(value: unknown): value is Grecaptcha {
  if (typeof value !== 'object' || value === null || !('ready' in value) || !('execute' in value)) return false
  return typeof value.ready === 'function' && typeof value.execute === 'function'
}

async function inTime<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long')), ms)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
