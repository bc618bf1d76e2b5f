import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IdentityProvider, SignedIn, TokenSet } from './identity-provider.ts'

interface Opened extends AsyncDisposable {
  /** One that asks for codes. */
  identity: IdentityProvider
  /** The newest code that was sent to an address, however it went there. */
  codeFor(email: string): Promise<string>
}

const PASSWORD = 'SecurePass123!'
const NEW_PASSWORD = 'FreshTides-7-blue'

/** What every identity provider owes. `open` gives one that has no accounts, once for the whole suite. */
export function identityProviderContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} as an identity provider`, () => {
    let opened: Opened
    let identity: IdentityProvider
    beforeAll(async () => {
      opened = await open()
      identity = opened.identity
    })
    afterAll(() => opened[Symbol.asyncDispose]())

    const register = (email: string, password = PASSWORD) =>
      identity.signUp({ email, password, fullName: 'Ada Lovelace', client: 'tests' })
    const join = async (email: string) => {
      const { sub } = await register(email)
      await identity.confirmSignUp(email, await opened.codeFor(email))
      return sub
    }
    const signIn = (email: string, password = PASSWORD) => identity.signIn({ email, password, client: 'tests' })
    const tokensFor = async (email: string, password = PASSWORD) => tokensOf(await signIn(email, password))
    const refusal = (code: string) => expect.objectContaining({ name: 'AppError', code })

    describe('registering', () => {
      it('opens nothing before the code of the mail was entered, and says so to whoever knows the password', async () => {
        const made = await register('waits@example.com')
        expect(made).toMatchObject({ confirmed: false, delivery: { medium: 'email' } })
        expect(made.delivery?.destination).not.toContain('waits')
        await expect(signIn('waits@example.com')).rejects.toEqual(refusal('not_confirmed'))
        await expect(signIn('waits@example.com', NEW_PASSWORD)).rejects.toEqual(refusal('invalid_credentials'))
        await identity.confirmSignUp('waits@example.com', await opened.codeFor('waits@example.com'))
        expect(await tokensFor('waits@example.com')).toMatchObject({
          sub: made.sub,
          profile: { email: 'waits@example.com', emailVerified: true, name: 'Ada Lovelace' },
        })
      })

      it('takes no wrong code, none twice, and none for an address that it does not know', async () => {
        await register('codes@example.com')
        const code = await opened.codeFor('codes@example.com')
        for (const [email, digits] of [
          ['codes@example.com', another(code)],
          ['unknown@example.com', code],
        ] as const) {
          await expect(identity.confirmSignUp(email, digits)).rejects.toEqual(refusal('invalid_code'))
        }
        await identity.confirmSignUp('codes@example.com', code)
        await expect(identity.confirmSignUp('codes@example.com', code)).rejects.toEqual(refusal('invalid_code'))
      })

      it('sends another code to whoever waits for one, and tells nobody else that it does not', async () => {
        await register('again@example.com')
        await identity.resendCode('again@example.com')
        await identity.confirmSignUp('again@example.com', await opened.codeFor('again@example.com'))
        expect(await identity.resendCode('again@example.com')).toBe(undefined)
        expect(await identity.resendCode('unheard.of@example.com')).toBe(undefined)
      })

      it('refuses an address that has an account, and gives one that was never confirmed to whoever registers it', async () => {
        await join('taken@example.com')
        await expect(register('taken@example.com')).rejects.toEqual(refusal('email_taken'))
        await register('waiting@example.com', 'Hijacker-Waits-1')
        await join('waiting@example.com')
        await expect(signIn('waiting@example.com', 'Hijacker-Waits-1')).rejects.toEqual(refusal('invalid_credentials'))
        expect(await signIn('waiting@example.com')).toMatchObject({ result: 'signed_in' })
      })
    })

    describe('signing in', () => {
      it('is refused alike for a wrong password and an unknown address', async () => {
        await join('known@example.com')
        const refusals = await Promise.all(
          [signIn('known@example.com', NEW_PASSWORD), signIn('nobody@example.com')].map((attempt) =>
            attempt.catch(({ code, message }: { code: string; message: string }) => ({ code, message })),
          ),
        )
        expect(refusals[0]).toMatchObject({ code: 'invalid_credentials' })
        expect(refusals[1]).toEqual(refusals[0])
      })

      it('gives tokens that say whose they are, and of which sign-in', async () => {
        const sub = await join('tokens@example.com')
        const tokens = await tokensFor('tokens@example.com')
        expect(await identity.verifyAccessToken(tokens.accessToken)).toMatchObject({ sub, signInId: tokens.signInId })
        expect(identity.signInOf(tokens.refreshToken)).toBe(tokens.signInId)
        expect(tokens.refreshExpiresAtSeconds).toBeGreaterThan(tokens.accessExpiresAtSeconds)
        expect((await tokensFor('tokens@example.com')).signInId).not.toBe(tokens.signInId)
      })

      it('accepts nothing else in the place of an access token', async () => {
        await join('forged@example.com')
        const { refreshToken } = await tokensFor('forged@example.com')
        for (const token of [refreshToken, '', 'x.y.z', 'x'.repeat(10_000)]) {
          await expect(identity.verifyAccessToken(token)).rejects.toEqual(refusal('unauthenticated'))
        }
      })

      it('answers no challenge that nobody was given', async () => {
        const answer = { name: 'SOFTWARE_TOKEN_MFA', session: 'none', responses: {} }
        await expect(identity.respondToChallenge(answer)).rejects.toMatchObject({
          code: expect.stringMatching(/^(challenge_unsupported|session_ended)$/),
        })
      })
    })

    describe('a refresh token', () => {
      it('gives fresh tokens of the same sign-in', async () => {
        await join('fresh@example.com')
        const before = await tokensFor('fresh@example.com')
        const outcome = await identity.refresh(before.refreshToken)
        if (outcome.result !== 'refreshed') throw new Error('The token was reused')
        expect(outcome.tokens).toMatchObject({ sub: before.sub, signInId: before.signInId })
        expect(await identity.verifyAccessToken(outcome.tokens.accessToken)).toMatchObject({ sub: before.sub })
        expect(await identity.refresh(outcome.tokens.refreshToken)).toMatchObject({ result: 'refreshed' })
      })

      it('that was revoked gives nothing any more, and leaves other sign-ins alone', async () => {
        await join('revoked@example.com')
        const [ended, other] = [await tokensFor('revoked@example.com'), await tokensFor('revoked@example.com')]
        expect(await identity.revoke(ended.refreshToken)).toEqual({ signInId: ended.signInId })
        await expect(identity.refresh(ended.refreshToken)).rejects.toEqual(refusal('session_ended'))
        expect(await identity.refresh(other.refreshToken)).toMatchObject({ result: 'refreshed' })
      })

      it('that is none is nobody', async () => {
        for (const token of ['', 'x', 'x'.repeat(5_000)]) {
          expect(identity.signInOf(token)).toBeNull()
          expect(await identity.revoke(token)).toBeNull()
          await expect(identity.refresh(token)).rejects.toEqual(refusal('session_ended'))
        }
      })

      it('ends with all others, but for the one that the provider says it kept', async () => {
        const sub = await join('everywhere@example.com')
        const [here, there] = [await tokensFor('everywhere@example.com'), await tokensFor('everywhere@example.com')]
        const { kept } = await identity.signOutEverywhere(sub, here.signInId)
        await expect(identity.refresh(there.refreshToken)).rejects.toEqual(refusal('session_ended'))
        const last = kept ? here : await tokensFor('everywhere@example.com')
        if (!kept) await expect(identity.refresh(here.refreshToken)).rejects.toEqual(refusal('session_ended'))
        expect(await identity.signOutEverywhere(sub, null)).toEqual({ kept: false })
        await expect(identity.refresh(last.refreshToken)).rejects.toEqual(refusal('session_ended'))
      })
    })

    describe('a forgotten password', () => {
      it('is replaced by whoever reads the mail of its verified address', async () => {
        const sub = await join('forgot@example.com')
        const { refreshToken } = await tokensFor('forgot@example.com')
        await identity.forgotPassword('forgot@example.com')
        const reset = {
          ...{ email: 'forgot@example.com', newPassword: NEW_PASSWORD, client: 'tests' },
          code: await opened.codeFor('forgot@example.com'),
        }
        const wrong = { ...reset, code: another(reset.code) }
        await expect(identity.confirmForgotPassword(wrong, store)).rejects.toEqual(refusal('invalid_code'))
        expect(await identity.confirmForgotPassword(reset, store)).toEqual({ sub })
        await expect(identity.refresh(refreshToken)).rejects.toEqual(refusal('session_ended'))
        await expect(identity.confirmForgotPassword(reset, store)).rejects.toEqual(refusal('invalid_code'))
        await expect(signIn('forgot@example.com')).rejects.toEqual(refusal('invalid_credentials'))
        expect(await signIn('forgot@example.com', NEW_PASSWORD)).toMatchObject({ result: 'signed_in' })
      })

      it('says nothing of an address without an account, or with one that waits to be confirmed', async () => {
        await register('unverified@example.com')
        for (const email of ['unverified@example.com', 'no.account@example.com']) {
          expect(await identity.forgotPassword(email)).toBe(undefined)
          const reset = { email, code: '123456', newPassword: NEW_PASSWORD, client: 'tests' }
          await expect(identity.confirmForgotPassword(reset, store)).rejects.toEqual(refusal('invalid_code'))
        }
      })

      it('has a code that is good for nothing after many wrong tries, however many come at once', async () => {
        await join('guessed@example.com')
        await identity.forgotPassword('guessed@example.com')
        const code = await opened.codeFor('guessed@example.com')
        const attempt = (digits: string) =>
          identity.confirmForgotPassword(
            { email: 'guessed@example.com', code: digits, newPassword: NEW_PASSWORD, client: 'tests' },
            store,
          )
        const guesses = Array.from({ length: 30 }, (_, n) => attempt(another(code, n + 1)))
        for (const guess of await Promise.allSettled(guesses)) expect(guess.status).toBe('rejected')
        await expect(attempt(code)).rejects.toThrow()
        expect(await signIn('guessed@example.com')).toMatchObject({ result: 'signed_in' })
      })
    })

    it('changes a password for whoever knows it, and ends what began with the one before', async () => {
      const sub = await join('change@example.com')
      const there = await tokensFor('change@example.com')
      const { accessToken, signInId: keep, refreshToken } = await tokensFor('change@example.com')
      const change = { sub, accessToken, keep, currentPassword: PASSWORD, newPassword: NEW_PASSWORD, client: 'tests' }
      const guess = { ...change, currentPassword: NEW_PASSWORD }
      await expect(identity.changePassword(guess, store)).rejects.toEqual(refusal('invalid_credentials'))
      const told: unknown[] = []
      const { kept } = await identity.changePassword(change, async (_tx, changed) => void told.push(changed))
      expect(told).toEqual([{ sub, kept }])
      await expect(identity.refresh(there.refreshToken)).rejects.toEqual(refusal('session_ended'))
      if (kept) expect(await identity.refresh(refreshToken)).toMatchObject({ result: 'refreshed' })
      else await expect(identity.refresh(refreshToken)).rejects.toEqual(refusal('session_ended'))
      await expect(signIn('change@example.com')).rejects.toEqual(refusal('invalid_credentials'))
      expect(await signIn('change@example.com', NEW_PASSWORD)).toMatchObject({ result: 'signed_in' })
    })

    describe('another address', () => {
      it("is the account's once the code that was sent there was entered, and not before", async () => {
        const sub = await join('old@example.com')
        const member = { sub, accessToken: (await tokensFor('old@example.com')).accessToken }
        await identity.startEmailChange(member, 'new@example.com')
        const code = await opened.codeFor('new@example.com')
        await expect(identity.confirmEmailChange(member, another(code))).rejects.toEqual(refusal('invalid_code'))
        expect(await identity.accountOf(sub)).toMatchObject({ email: 'old@example.com' })
        expect(await identity.confirmEmailChange(member, code)).toEqual({ email: 'new@example.com' })
        expect(await identity.accountOf(sub)).toMatchObject({ email: 'new@example.com', emailVerified: true })
        expect(await tokensFor('new@example.com')).toMatchObject({ sub, profile: { email: 'new@example.com' } })
        await expect(signIn('old@example.com')).rejects.toEqual(refusal('invalid_credentials'))
      })

      it('that has an account is not told to be taken, and stays where it is', async () => {
        await join('holder@example.com')
        const sub = await join('wants@example.com')
        const member = { sub, accessToken: (await tokensFor('wants@example.com')).accessToken }
        expect(await identity.startEmailChange(member, 'holder@example.com')).toBe(undefined)
        await expect(identity.confirmEmailChange(member, '123456')).rejects.toEqual(refusal('invalid_code'))
        expect(await identity.accountOf(sub)).toMatchObject({ email: 'wants@example.com' })
      })
    })

    it('lets an account in that was disabled and enabled again, and meanwhile nobody', async () => {
      const sub = await join('paused@example.com')
      const { refreshToken } = await tokensFor('paused@example.com')
      await identity.disable(sub)
      await expect(signIn('paused@example.com')).rejects.toSatisfy(
        ({ code }) => code === 'account_suspended' || code === 'invalid_credentials',
      )
      await expect(identity.refresh(refreshToken)).rejects.toEqual(refusal('session_ended'))
      await identity.enable(sub)
      expect(await signIn('paused@example.com')).toMatchObject({ result: 'signed_in' })
    })

    it('knows nothing any more of an account that was deleted, and its address is free', async () => {
      const sub = await join('gone@example.com')
      const { refreshToken } = await tokensFor('gone@example.com')
      await identity.updateHints(sub, { role: 'premium_user', tier: 'premium' })
      await identity.delete(sub)
      expect(await identity.accountOf(sub)).toBeNull()
      await expect(signIn('gone@example.com')).rejects.toEqual(refusal('invalid_credentials'))
      await expect(identity.refresh(refreshToken)).rejects.toEqual(refusal('session_ended'))
      expect(await join('gone@example.com')).not.toBe(sub)
      expect(await identity.accountOf(randomUUID())).toBeNull()
    })
  })
}

/** Nothing is stored with a new password. */
async function store(): Promise<void> {}

function tokensOf(outcome: SignedIn): TokenSet {
  if (outcome.result !== 'signed_in') throw new Error(`Signing in was answered with ${outcome.challenge.name}`)
  return outcome.tokens
}

/** Six digits that are not `code`; others for each `offset`. */
function another(code: string, offset = 1): string {
  return String((Number(code) + offset) % 1_000_000).padStart(6, '0')
}
