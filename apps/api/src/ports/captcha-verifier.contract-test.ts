import { beforeEach, describe, expect, it } from 'vitest'
import type { CaptchaAction, CaptchaVerifier } from './captcha-verifier.ts'

/** How a proof was made. */
export interface Made {
  action: string
  host: string
  score: number
  ageSeconds: number
}

/** What an adapter brings to be held against the contract. */
export interface CaptchaGround {
  verifier: CaptchaVerifier
  /** The host of our pages. */
  host: string
  /** The least score that passes. */
  minScore: number
  /** @returns a token that was made so. */
  make(made: Made): Promise<string>
  /** Whoever judges is cut off, hangs, fails, or talks nonsense. */
  breakDown(how: (typeof BREAKDOWNS)[number]): Promise<void>
  mend(): Promise<void>
}

export const BREAKDOWNS = [
  'gone',
  'hangs',
  'fails',
  'page of HTML',
  'half an answer',
  'other fields',
  'other types',
] as const

/** What everybody owes who judges whether a proof is a person's. */
export function captchaVerifierContract(name: string, open: () => Promise<CaptchaGround>): void {
  describe(`${name} as a verifier of people`, () => {
    let ground: CaptchaGround
    beforeEach(async () => {
      ground = await open()
    })

    const make = (made: Partial<Made> = {}) =>
      ground.make({ action: 'register', host: ground.host, score: ground.minScore, ageSeconds: 1, ...made })
    const verify = async (token: string | null | undefined, action: CaptchaAction = 'register') =>
      (await ground.verifier.verify({ token, action })).result

    it('lets a person through, once', async () => {
      const token = await make()
      expect(await verify(token)).toBe('person')
      expect(await verify(token)).toBe('refused')
    })

    it('lets one of many pass who send the same proof at once', async () => {
      const token = await make()
      const results = await Promise.all(Array.from({ length: 20 }, () => verify(token)))
      expect(results.filter((result) => result === 'person')).toHaveLength(1)
    })

    it.each([null, undefined, '', 'made up', 'x'.repeat(4_096)])('refuses what is no proof: %j', async (token) => {
      expect(await verify(token)).toBe('refused')
    })

    it('refuses a proof for something else', async () => {
      expect(await verify(await make({ action: 'login' }), 'register')).toBe('refused')
      expect(await verify(await make({ action: 'login' }), 'login')).toBe('person')
      expect(await verify(await make({ action: 'LOGIN' }), 'login')).toBe('refused')
    })

    it('refuses a proof from another page', async () => {
      for (const host of ['evil.example', `${ground.host}.evil.example`, `www.${ground.host}`, ''])
        expect(await verify(await make({ host }))).toBe('refused')
    })

    it('refuses a proof older than two minutes, or from a time that has not come', async () => {
      expect(await verify(await make({ ageSeconds: 119 }))).toBe('person')
      expect(await verify(await make({ ageSeconds: 121 }))).toBe('refused')
      expect(await verify(await make({ ageSeconds: -120 }))).toBe('refused')
    })

    it('refuses whoever looks like a program', async () => {
      expect(await verify(await make({ score: ground.minScore - 0.1 }))).toBe('refused')
      expect(await verify(await make({ score: 1 }))).toBe('person')
    })

    it.each(BREAKDOWNS)(
      'says that it does not know when whoever judges breaks down (%s), and goes on after',
      async (how) => {
        const token = await make()
        await ground.breakDown(how)
        expect(await verify(token)).toBe('unavailable')
        // Whoever could not load its script has none.
        expect(await verify(null)).toBe('unavailable')
        await ground.mend()
        expect(await verify(await make())).toBe('person')
      },
    )
  })
}
