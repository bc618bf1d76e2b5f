import { createHash, timingSafeEqual } from 'node:crypto'
import { asCountry, type Country, type HandedRequest } from './country.ts'
import { trustOf } from './trusted.ts'

const COUNTRY_HEADER = 'cloudfront-viewer-country'
/** Which CloudFront adds to origin requests, where the distribution is set up so. */
const SECRET_HEADER = 'x-origin-verify'

/**
 * What CloudFront says of its viewers' addresses. Anybody can send its header, so it counts only with the secret that CloudFront
 * and we share, or, where there is none, from trusted proxies.
 *
 * @param trustedProxies addresses and CIDR ranges.
 */
export function cloudfrontCountry(parts: {
  trustedProxies: readonly string[]
  originSecret: string | undefined
}): Country {
  const isCloudfront = proofOf(parts)
  return { of: (request) => (isCloudfront(request) ? asCountry(request.headers[COUNTRY_HEADER]) : null) }
}

function proofOf({ trustedProxies, originSecret }: Parameters<typeof cloudfrontCountry>[0]) {
  if (originSecret === undefined) {
    const isTrusted = trustOf(trustedProxies)
    return ({ socket }: HandedRequest) => isTrusted(socket.remoteAddress)
  }
  const wanted = digestOf(originSecret)
  return ({ headers }: HandedRequest) => {
    const said = headers[SECRET_HEADER]
    return typeof said === 'string' && timingSafeEqual(digestOf(said), wanted)
  }
}

/** Of one length, as a comparison in constant time wants it. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
