import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { asCountry } from '@better-and-bliss/viewer-country/country'
import { rememberGrants } from '../src/grants.ts'
import { jsonLog } from '../src/log.ts'
import { createRevocations } from '../src/revocations.ts'
import type { ViewerLambdaSettings } from './built-in-settings.ts'
import { headerOf, type LambdaAnswer, type LambdaEvent, type LambdaRequest, lambdaAnswer } from './lambda-event.ts'
import { decideForViewer } from './viewer-answers.ts'

declare const EDGE_SETTINGS: ViewerLambdaSettings

const { keys, maxTtlSeconds, maxAgeSeconds, webOrigin, allowedCountries, backendUrl } = EDGE_SETTINGS
const revocations = createRevocations({
  backendUrl,
  feedKey: revocationFeedKey(keys.current),
  path: '/tmp/revocations.jsonl',
  maxAgeSeconds,
  allowedCountries,
  log: jsonLog((line) => process.stdout.write(line), Date.now),
})
const openToken = rememberGrants(keys)

/** Lambda@Edge for viewer requests. What was ended it asks the API, as our own edge does, but only while there are requests. */
export async function handler({ Records: [{ cf }] }: LambdaEvent): Promise<LambdaRequest | LambdaAnswer> {
  const { request } = cf
  const { method, uri: path, querystring: query } = request
  const geo = allowedCountries === null ? null : { allowedCountries, countriesOf: revocations.countriesOf }
  const context = {
    webOrigin,
    nowSeconds: Math.floor(Date.now() / 1000),
    maxTtlSeconds,
    openToken,
    isListCurrent: revocations.isCurrent,
    isRevoked: revocations.isRevoked,
    geo,
  }
  const asked = {
    method,
    path,
    query,
    origin: headerOf(request, 'origin'),
    country: asCountry(headerOf(request, 'cloudfront-viewer-country')),
  }
  // Strangers cause no question: what is refused without the list is refused at once.
  const unlisted = { isListCurrent: () => true, isRevoked: () => false, geo: geo && { ...geo, countriesOf: () => '' } }
  const strict = decideForViewer(asked, { ...context, ...unlisted })
  if (strict.kind === 'answer') return lambdaAnswer(strict.answer)
  await askAgain()
  const decision = decideForViewer(asked, context)
  if (decision.kind === 'answer') return lambdaAnswer(decision.answer)
  if (!decision.keepsQuery) request.querystring = ''
  return request
}

const ASK_EVERY_MS = 2_000
/** CloudFront gives up after 5 s. A long list is read on by the next requests. */
const WAIT_MS = 2_500

let asking: Promise<void> | null = null
let askedAtMs = Number.NEGATIVE_INFINITY

/** Asks for what is new unless that was done a moment ago. Between requests a function stands still, so that nothing can ask meanwhile. */
async function askAgain(): Promise<void> {
  if (asking === null && performance.now() - askedAtMs < ASK_EVERY_MS) return
  asking ??= pollTwice().finally(() => {
    askedAtMs = performance.now()
    asking = null
  })
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, WAIT_MS)
  })
  await Promise.race([asking, patience])
  clearTimeout(timer)
}

/** The connection of the last time may have been closed while the function stood still: that shows when it is used. */
async function pollTwice(): Promise<void> {
  await revocations.poll()
  if (!revocations.isCurrent()) await revocations.poll()
}
